-- Before audit events are kept by month: the table that is there becomes one partition as it is, without being copied.
-- For that, PostgreSQL has to know that all its ids are before a bound. What is written from now on is checked, which needs
-- the table for a moment only; what was written before is checked by the next migration, beside all who read and write.
DO $$
DECLARE
  latest text := (SELECT max(id) FROM audit_event);
  month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') + interval '2 months';
  bound text;
BEGIN
  LOOP
    bound := lpad(to_hex((extract(epoch FROM month AT TIME ZONE 'UTC') * 1000)::bigint), 12, '0');
    bound := overlay(bound PLACING '-' FROM 9 FOR 0) || '-7000-8000-000000000000';
    EXIT WHEN latest IS NULL OR latest < bound;
    -- Somebody's clock was ahead.
    month := month + interval '1 month';
    IF month > '9000-01-01' THEN
      RAISE EXCEPTION 'The audit event % has an id that is no UUID of version 7.', latest;
    END IF;
  END LOOP;
  EXECUTE format('ALTER TABLE audit_event ADD CONSTRAINT audit_event_bound CHECK (id < %L) NOT VALID', bound);
END;
$$;
