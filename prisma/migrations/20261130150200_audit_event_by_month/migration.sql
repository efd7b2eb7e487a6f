-- The instant in an id, and the least id from an instant on. Ids are UUIDv7: their time is in their first 12 digits.
CREATE FUNCTION instant_of_id(id text) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_timestamp(('x' || left(id, 8) || substr(id, 10, 4))::bit(48)::bigint / 1000.0)
$$;

CREATE FUNCTION least_id_from(instant timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT overlay(lpad(to_hex(floor(extract(epoch FROM instant) * 1000)::bigint), 12, '0') PLACING '-' FROM 9 FOR 0)
    || '-7000-8000-000000000000'
$$;

-- A table that is kept by time has a partition for each month or day. Two more take what is before and after all of them,
-- so that whatever is written has a place: "_earlier" and "_later". None is a default partition: with one, PostgreSQL
-- could not go through the partitions in order, and each list would have to look into all of them first.
--
-- Whoever changes partitions needs the whole table for a moment. They wait for it a tenth of a second at most, because all
-- others queue behind them; when that is not enough they give up (55P03) and come again later.

-- The partitions of a table in order. Bounds are absent where there are none.
CREATE FUNCTION partitions_of(parent regclass, OUT partition regclass, OUT lower_bound text, OUT upper_bound text)
RETURNS SETOF record
LANGUAGE sql STABLE AS $$
  SELECT partition, nullif(bounds[1], ''), nullif(bounds[2], '')
  FROM (SELECT c.oid::regclass AS partition, regexp_match(pg_get_expr(c.relpartbound, c.oid),
               'FROM \((?:MINVALUE|''([^'']*)'')\) TO \((?:MAXVALUE|''([^'']*)'')\)') AS bounds
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = parent) AS found
  ORDER BY bounds[1] NULLS FIRST
$$;

-- Triggers of statements are those of the table that a statement names: a partition gets its own, which let nobody through
-- but what removes rows by the rules of keeping.
CREATE FUNCTION guard_partition(parent regclass, partition regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  guard text;
BEGIN
  FOR guard IN
    SELECT regexp_replace(regexp_replace(pg_get_triggerdef(oid), ' ON \S+ ', format(' ON %s ', partition)), ' EXECUTE ',
      $condition$ WHEN (current_setting('ai_sessions.keeping', true) IS DISTINCT FROM 'true') EXECUTE $condition$)
    FROM pg_trigger WHERE tgrelid = parent AND NOT tgisinternal AND tgtype & 1 = 0
  LOOP
    EXECUTE guard;
  END LOOP;
END;
$$;

-- A partitioned table has no settings of its own: a partition gets those that the others have.
CREATE FUNCTION make_partition(parent regclass, name text, lower_bound text, upper_bound text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  settings text := (SELECT array_to_string(c.reloptions, ', ') FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = parent LIMIT 1);
BEGIN
  EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%s) TO (%s)', name, parent,
    coalesce(quote_literal(lower_bound), 'MINVALUE'), coalesce(quote_literal(upper_bound), 'MAXVALUE')) || coalesce(' WITH (' || settings || ')', '');
  PERFORM guard_partition(parent, quote_ident(name)::regclass);
END;
$$;

-- Makes partitions up to so many units (month, day) after the current one; returns how many.
CREATE FUNCTION extend_partitions(parent regclass, unit text, ahead integer) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '100ms' SET timezone = 'UTC' AS $$
DECLARE
  step interval := ('1 ' || unit)::interval;
  named text := CASE unit WHEN 'day' THEN 'YYYY_MM_DD' ELSE 'YYYY_MM' END;
  wanted timestamptz := date_trunc(unit, now()) + (ahead + 1) * step;
  later record;
  latest text;
  start timestamptz;
  made integer := 0;
BEGIN
  SELECT * INTO STRICT later FROM partitions_of(parent) WHERE upper_bound IS NULL;
  start := instant_of_id(later.lower_bound);
  IF start >= wanted THEN
    RETURN 0;
  END IF;
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
  -- Another process may have been faster.
  SELECT * INTO STRICT later FROM partitions_of(parent) WHERE upper_bound IS NULL;
  start := instant_of_id(later.lower_bound);
  EXECUTE format('SELECT max(id) FROM %s', later.partition) INTO latest;
  IF latest IS NULL THEN
    EXECUTE format('DROP TABLE %s', later.partition);
  ELSIF latest < least_id_from(wanted) THEN
    -- Nobody has made partitions for a while: what was written meanwhile becomes one, whatever time that is.
    EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, later.partition);
    EXECUTE format('ALTER TABLE %s RENAME TO %I', later.partition, parent::text || to_char(start, '_' || named));
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent,
      parent::text || to_char(start, '_' || named), later.lower_bound, least_id_from(date_trunc(unit, instant_of_id(latest)) + step));
    start := date_trunc(unit, instant_of_id(latest)) + step;
    made := 1;
  ELSE
    -- A clock was far ahead. All has its place until that time has come.
    RETURN 0;
  END IF;
  WHILE start < wanted LOOP
    PERFORM make_partition(parent, parent::text || to_char(start, '_' || named), least_id_from(start), least_id_from(start + step));
    start := start + step;
    made := made + 1;
  END LOOP;
  PERFORM make_partition(parent, parent::text || '_later', least_id_from(start), NULL);
  RETURN made;
END;
$$;

-- Removes the oldest partition whose time is over, and all that is before it. Returns its name and its rows, or no row
-- when there is none. The rows are counted before others are kept out.
CREATE FUNCTION drop_oldest_partition(parent regclass, before timestamptz, OUT dropped text, OUT removed bigint)
RETURNS SETOF record
LANGUAGE plpgsql SET lock_timeout = '100ms' SET timezone = 'UTC' AS $$
DECLARE
  least text := least_id_from(before);
  earlier record;
  oldest record;
  more bigint;
BEGIN
  SELECT * INTO STRICT earlier FROM partitions_of(parent) WHERE lower_bound IS NULL;
  SELECT * INTO oldest FROM partitions_of(parent) WHERE lower_bound = earlier.upper_bound AND upper_bound <= least;
  IF earlier.upper_bound > least THEN
    RETURN;
  END IF;
  EXECUTE format('SELECT count(*) FROM %s', earlier.partition) INTO removed;
  IF oldest IS NULL AND removed = 0 THEN
    RETURN;
  END IF;
  dropped := coalesce(oldest.partition, earlier.partition)::text;
  IF oldest IS NOT NULL THEN
    EXECUTE format('SELECT count(*) FROM %s', oldest.partition) INTO more;
    removed := removed + more;
  END IF;
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('DROP TABLE %s', earlier.partition);
  IF oldest IS NOT NULL THEN
    EXECUTE format('DROP TABLE %s', oldest.partition);
  END IF;
  PERFORM make_partition(parent, parent::text || '_earlier', NULL, coalesce(oldest.upper_bound, earlier.upper_bound));
  RETURN NEXT;
END;
$$;

-- Removes some of the rows that are older and stand beside newer ones: in what was one table before, or where a partition
-- was not made in time. Returns how many.
CREATE FUNCTION delete_before(parent regclass, before timestamptz, most integer) RETURNS bigint
LANGUAGE plpgsql SET ai_sessions.keeping = 'true' AS $$
DECLARE
  least text := least_id_from(before);
  part record;
  removed bigint := 0;
  more bigint;
BEGIN
  FOR part IN
    SELECT partition FROM partitions_of(parent)
    WHERE coalesce(lower_bound, '') < least AND (upper_bound IS NULL OR upper_bound > least)
  LOOP
    EXECUTE format('DELETE FROM %1$s WHERE id IN (SELECT id FROM %1$s WHERE id < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)',
      part.partition) USING least, most;
    GET DIAGNOSTICS more = ROW_COUNT;
    removed := removed + more;
  END LOOP;
  RETURN removed;
END;
$$;

-- The table becomes the partition of all that was written until the bound of the migrations before. Indexes, constraints
-- and triggers are those that it has: the partitioned table gets the same, and takes its own as they are.
DO $$
DECLARE
  bound text := (SELECT substring(pg_get_constraintdef(oid) FROM '''([^'']+)''') FROM pg_constraint
                 WHERE conrelid = 'audit_event'::regclass AND conname = 'audit_event_bound');
  month timestamptz := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  remade text[];
  each record;
  statement text;
BEGIN
  LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE;
  IF NOT EXISTS (SELECT FROM audit_event) THEN
    bound := least_id_from(month);
    ALTER TABLE audit_event DROP CONSTRAINT audit_event_bound;
  END IF;
  remade := ARRAY(
    SELECT format('ALTER TABLE audit_event ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE conrelid = 'audit_event'::regclass AND contype IN ('p', 'u', 'c', 'f') AND conname <> 'audit_event_bound'
    UNION ALL
    SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i
    WHERE i.indrelid = 'audit_event'::regclass
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.conrelid = i.indrelid)
    UNION ALL
    SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = 'audit_event'::regclass AND NOT tgisinternal);
  -- Those of rows come back as copies of those of the partitioned table, those of statements by guard_partition.
  FOR each IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_event'::regclass AND NOT tgisinternal LOOP
    EXECUTE format('DROP TRIGGER %I ON audit_event', each.tgname);
  END LOOP;
  FOR each IN
    SELECT c.oid::regclass AS index, c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'audit_event'::regclass
  LOOP
    EXECUTE format('ALTER INDEX %s RENAME TO %I', each.index, regexp_replace(each.relname, '^audit_event', 'audit_event_earlier'));
  END LOOP;
  ALTER TABLE audit_event RENAME TO audit_event_earlier;
  CREATE TABLE audit_event (LIKE audit_event_earlier INCLUDING ALL EXCLUDING INDEXES EXCLUDING CONSTRAINTS)
    PARTITION BY RANGE (id);
  FOREACH statement IN ARRAY remade LOOP
    EXECUTE statement;
  END LOOP;
  EXECUTE format('ALTER TABLE audit_event ATTACH PARTITION audit_event_earlier FOR VALUES FROM (MINVALUE) TO (%L)', bound);
  ALTER TABLE audit_event_earlier DROP CONSTRAINT IF EXISTS audit_event_bound;
  PERFORM guard_partition('audit_event', 'audit_event_earlier');
  PERFORM make_partition('audit_event', 'audit_event_later', bound, NULL);
  PERFORM extend_partitions('audit_event', 'month', 2);
END;
$$;
