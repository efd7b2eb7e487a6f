-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "chain_number" INTEGER,
ADD COLUMN     "digest" BYTEA,
ADD COLUMN     "previous_digest" BYTEA,
ADD COLUMN     "what_digest" BYTEA,
ADD COLUMN     "what_salt" BYTEA,
ADD COLUMN     "who_digest" BYTEA,
ADD COLUMN     "who_salt" BYTEA;

-- AlterTable
ALTER TABLE "ai_session_run" ADD COLUMN     "review_tag" TEXT;

-- CreateTable
CREATE TABLE "audit_chain" (
    "entity_type" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "digest" BYTEA NOT NULL,
    "previous_digest" BYTEA,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("entity_type","entity_id")
);

-- CreateTable
CREATE TABLE "audit_unsealed" (
    "event_id" TEXT NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL,
    "digest" BYTEA NOT NULL
);

-- CreateTable
CREATE TABLE "audit_head" (
    "number" INTEGER NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_first" TIMESTAMPTZ(3) NOT NULL,
    "date_last" TIMESTAMPTZ(3) NOT NULL,
    "events" INTEGER NOT NULL,
    "root" BYTEA NOT NULL,
    "previous_digest" BYTEA,
    "digest" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,
    "leaves" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "audit_signing_key" (
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_signing_key_pkey" PRIMARY KEY ("id")
);

-- Room in each page, so that the next digest of a record goes beside the one before and no index is touched.
ALTER TABLE audit_chain SET (fillfactor = 70);

-- Finds the head of an event by its date.
CREATE INDEX audit_head_dates_idx ON audit_head USING gist (tstzrange(date_first, date_last, '[]'));

-- Who did it, and what they changed, stand in the digest of an event as salted digests of their own, so that the values can
-- be erased while the digest of the event stays what it was. Everything else is in a form that says by its place which is
-- which. packages/verify computes the same, and its tests compare.
--
-- An event whose number is set to 1 begins a chain: of what has just been made there can be no event before, and none is
-- looked for. audit_chain has a row for subjects with more events than that. Updating it is what puts events of the same
-- subject in an order, whether or not their writers hold the subject: it is the last thing that they wait for.
CREATE FUNCTION audit_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  content bytea;
BEGIN
  NEW.who_salt := uuid_send(gen_random_uuid());
  NEW.what_salt := uuid_send(gen_random_uuid());
  NEW.who_digest := NULL;
  NEW.what_digest := NULL;
  NEW.previous_digest := NULL;
  content := sha256(convert_to(json_build_array('AI Sessions audit event 1', NEW.id,
    to_char(NEW.date_created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), NEW.user_id, NEW.way, NEW.api_key_id,
    NEW.agent_grant_id, NEW.operation, NEW.entity_type, NEW.entity_id, NEW.request_id,
    encode(sha256(NEW.who_salt || convert_to(json_build_array(NEW.user_name, NEW.agent_name, NEW.address)::text, 'UTF8')), 'hex'),
    encode(sha256(NEW.what_salt || convert_to(json_build_array(NEW.changes::text, NEW.refusal)::text, 'UTF8')), 'hex'))::text,
    'UTF8'));
  IF NEW.entity_id IS NULL THEN
    -- It is about nothing that could have another one.
    NEW.chain_number := 1;
    NEW.digest := sha256(int4send(1) || content);
  ELSIF NEW.chain_number = 1 THEN
    NEW.digest := sha256(int4send(1) || content);
  ELSE
    LOOP
      UPDATE audit_chain c
      SET number = c.number + 1, previous_digest = c.digest, digest = sha256(int4send(c.number + 1) || c.digest || content)
      WHERE c.entity_type = NEW.entity_type AND c.entity_id = NEW.entity_id
      RETURNING c.number, c.previous_digest, c.digest INTO NEW.chain_number, NEW.previous_digest, NEW.digest;
      EXIT WHEN FOUND;
      -- Without a row, there is one event of a chain at most: the first.
      INSERT INTO audit_chain (entity_type, entity_id, number, previous_digest, digest)
      SELECT NEW.entity_type, NEW.entity_id, coalesce(e.chain_number, 0) + 1, e.digest,
        sha256(int4send(coalesce(e.chain_number, 0) + 1) || coalesce(e.digest, '') || content)
      FROM (VALUES (1)) AS one LEFT JOIN LATERAL (
        SELECT chain_number, digest FROM audit_event
        WHERE entity_type = NEW.entity_type AND entity_id = NEW.entity_id ORDER BY id DESC LIMIT 1) AS e ON true
      ON CONFLICT DO NOTHING
      RETURNING number, previous_digest, digest INTO NEW.chain_number, NEW.previous_digest, NEW.digest;
      EXIT WHEN FOUND;
    END LOOP;
  END IF;
  INSERT INTO audit_unsealed (event_id, date_created, digest) VALUES (NEW.id, NEW.date_created, NEW.digest);
  RETURN NEW;
END;
$$;

CREATE TRIGGER audit_chain BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_chain();

-- Events that were written by a statement for several records at once, or for one, begin a chain where the record is new.
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := audit_context();
  untold text[] := ARRAY['id', 'version', 'date_created', 'date_last_modified', 'created_by', 'last_modified_by', 'date_last_used',
    'pending_actions', 'has_parts', 'date_changed', 'changed_by', 'ancestor_ids'];
  secrets text[] := ARRAY['password_hash', 'hash', 'token_hash', 'headers', 'twilio_auth_token', 'secret', 'earlier_secret'];
  earlier jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) - untold END;
  later jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) - untold END;
  entity_id text := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
  IF TG_ARGV[0] = 'AISession' THEN
    earlier := earlier - 'state';
    later := later - 'state';
  END IF;
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, agent_grant_id, agent_name, operation, entity_type, entity_id, changes, request_id, address,
    chain_number)
  SELECT context->>'userId', coalesce(context->>'userName', 'system'), context->>'way', context->>'apiKeyId',
         context->>'agentGrantId', context->>'agentName',
         coalesce(context->>'operation', 'system'), TG_ARGV[0], entity_id,
         coalesce(jsonb_object_agg(column_name, jsonb_build_array(
           CASE WHEN column_name = ANY (secrets) AND earlier->>column_name IS NOT NULL THEN '"(secret)"' ELSE earlier->column_name END,
           CASE WHEN column_name = ANY (secrets) AND later->>column_name IS NOT NULL THEN '"(secret)"' ELSE later->column_name END)
         ) FILTER (WHERE NOT blank), '{}'), context->>'requestId', context->>'address',
         CASE WHEN TG_OP = 'INSERT' THEN 1 END
  FROM (SELECT column_name, TG_OP <> 'UPDATE' AND value IN ('null', '[]', '{}', 'false') AS blank
        FROM jsonb_each(CASE WHEN TG_OP = 'DELETE' THEN earlier ELSE later END) AS columns (column_name, value)
        WHERE earlier->column_name IS DISTINCT FROM later->column_name) AS changed;
  RETURN NULL;
END;
$$;

-- Names that are to be erased, in a text that may be JSON. An address stands by itself: ann@example.com is no part of
-- joann@example.com, but what stands before it in JSON may be an escape such as \n.
CREATE FUNCTION audit_erased(given text, names text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY names LOOP
    given := regexp_replace(given, '(?:(?<![[:alnum:]._%+-])|(?<=\\(?:[bfnrt]|u[0-9a-f]{4})))' || regexp_replace(trim(BOTH '"' FROM to_json(name)::text), '([].*+?^${}()|\\[-])', '\\\1', 'g')
      || '(?![[:alnum:]_%+-]|\.[[:alnum:]])', '(erased)', 'gi');
  END LOOP;
  RETURN given;
END;
$$;

-- What has been written stays as it is, but for a person who is erased: ai_sessions.erasing then holds their userId and their
-- names, and whatever a statement would set, this and nothing else becomes of the event. Its digest stays what it was.
CREATE OR REPLACE FUNCTION audit_is_final() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  erasing jsonb := nullif(current_setting('ai_sessions.erasing', true), '')::jsonb;
  names text[];
  changes jsonb;
  refusal text;
BEGIN
  IF TG_OP <> 'UPDATE' OR erasing IS NULL THEN
    RAISE EXCEPTION 'An audit event is never changed.';
  END IF;
  names := ARRAY(SELECT jsonb_array_elements_text(erasing->'names'));
  NEW := OLD;
  IF OLD.user_id = erasing->>'userId' OR lower(OLD.user_name) = ANY (names) THEN
    NEW.user_name := '(erased)';
    NEW.address := NULL;
    NEW.who_digest := coalesce(OLD.who_digest,
      sha256(OLD.who_salt || convert_to(json_build_array(OLD.user_name, OLD.agent_name, OLD.address)::text, 'UTF8')));
    NEW.who_salt := NULL;
  END IF;
  changes := audit_erased(OLD.changes::text, names)::jsonb;
  IF OLD.entity_type = 'User' AND OLD.entity_id = erasing->>'userId' THEN
    SELECT coalesce(jsonb_object_agg(column_name, CASE WHEN column_name IN ('first_name', 'last_name', 'email_address')
      THEN jsonb_build_array(CASE WHEN value->>0 IS NOT NULL THEN '(erased)' END, CASE WHEN value->>1 IS NOT NULL THEN '(erased)' END)
      ELSE value END), '{}') INTO changes FROM jsonb_each(changes) AS columns (column_name, value);
  END IF;
  refusal := audit_erased(OLD.refusal, names);
  IF (changes, refusal) IS DISTINCT FROM (OLD.changes, OLD.refusal) THEN
    NEW.changes := changes;
    NEW.refusal := refusal;
    NEW.what_digest := coalesce(OLD.what_digest,
      sha256(OLD.what_salt || convert_to(json_build_array(OLD.changes::text, OLD.refusal)::text, 'UTF8')));
    NEW.what_salt := NULL;
  END IF;
  RETURN NEW;
END;
$$;
DROP TRIGGER audit_is_final ON audit_event;
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_is_final();
CREATE TRIGGER audit_is_kept BEFORE DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final();
