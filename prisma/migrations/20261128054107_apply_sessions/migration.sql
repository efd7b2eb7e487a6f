-- Substrings are found with an index of their trigrams. The extension comes with PostgreSQL and may be created by the
-- owner of the database.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- AlterTable
ALTER TABLE "ai_session" ADD COLUMN     "has_parts" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "pending_actions" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'Open';

-- AlterTable
ALTER TABLE "ai_session_action" ADD COLUMN     "accepted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "date_judged" TIMESTAMPTZ(3),
ADD COLUMN     "earlier_versions" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "judged_by" TEXT,
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'Queued';

-- CreateTable
CREATE TABLE "ai_session_run" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "session_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'Running',
    "started_by" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "date_started" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_ended" TIMESTAMPTZ(3),
    "reviewed" BOOLEAN NOT NULL DEFAULT false,
    "continue_after_failure" BOOLEAN NOT NULL DEFAULT false,
    "stop_reason" TEXT,
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "log" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ai_session_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_session_run_step" (
    "run_id" TEXT NOT NULL,
    "action_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "function_name" TEXT NOT NULL,
    "function_version" INTEGER NOT NULL,
    "values_hash" TEXT,
    "state" TEXT NOT NULL DEFAULT 'Queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "status" INTEGER,
    "answer" TEXT,
    "outcome" TEXT,
    "date_started" TIMESTAMPTZ(3),
    "date_ended" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,

    CONSTRAINT "ai_session_run_step_pkey" PRIMARY KEY ("run_id","action_id")
);

-- CreateTable
CREATE TABLE "ai_function" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "description" TEXT,
    "title" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "account_arguments" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "account_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "target" TEXT NOT NULL,
    "method" TEXT,
    "url" TEXT,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "read_url" TEXT,
    "timeout_seconds" INTEGER NOT NULL DEFAULT 20,
    "honours_idempotency_key" BOOLEAN NOT NULL DEFAULT false,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_modified" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "last_modified_by" TEXT NOT NULL,

    CONSTRAINT "ai_function_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_applying" (
    "id" TEXT NOT NULL DEFAULT 'applying',
    "stopped" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "date_changed" TIMESTAMPTZ(3),
    "changed_by" TEXT,

    CONSTRAINT "ai_applying_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ai_session_run_session_id_number_key" ON "ai_session_run"("session_id", "number");

-- CreateIndex
CREATE INDEX "ai_session_run_step_action_id_idx" ON "ai_session_run_step"("action_id");

-- CreateIndex
CREATE UNIQUE INDEX "ai_session_run_step_run_id_position_key" ON "ai_session_run_step"("run_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "ai_function_name_key" ON "ai_function"("name");

-- CreateIndex
CREATE INDEX "ai_session_purpose_idx" ON "ai_session" USING GIN ("purpose" gin_trgm_ops);

-- What the search for text looks at in actions.
CREATE INDEX "ai_session_action_text_idx" ON "ai_session_action" USING GIN ((function_name || ' ' || arguments) gin_trgm_ops);

-- Few sessions are in another state than Open, and few have something that waits: these indexes stay small.
CREATE INDEX "ai_session_state_idx" ON "ai_session" ("state", "id") WHERE "state" <> 'Open';
CREATE INDEX "ai_session_pending_idx" ON "ai_session" ("id") WHERE "pending_actions" > 0;

-- One run of a session at a time, whoever starts it in whichever process.
CREATE UNIQUE INDEX "ai_session_run_running_idx" ON "ai_session_run" ("session_id") WHERE "state" = 'Running';

-- AddForeignKey
ALTER TABLE "ai_session_run" ADD CONSTRAINT "ai_session_run_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "ai_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ai_session_run_step" ADD CONSTRAINT "ai_session_run_step_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "ai_session_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Where a session stands follows from its actions and runs. Its version counts their changes too, so that an ETag names
-- all that a reader has seen; whoever watches the session is told.
CREATE FUNCTION ai_session_refresh(changed text, by text) RETURNS void
LANGUAGE sql VOLATILE AS $$
  UPDATE ai_session s
  SET version = version + 1, date_last_modified = now(), last_modified_by = coalesce(by, s.last_modified_by),
      pending_actions = found.pending, has_parts = true,
      state = CASE
        WHEN EXISTS (SELECT FROM ai_session_run r WHERE r.session_id = changed AND r.state = 'Running') THEN 'Applying'
        WHEN found.doubtful > 0 THEN 'InDoubt'
        WHEN found.failed > 0 THEN CASE WHEN found.applied > 0 THEN 'PartlyApplied' ELSE 'Failed' END
        WHEN found.applied > 0 THEN CASE WHEN found.pending > 0 THEN 'PartlyApplied' ELSE 'Applied' END
        ELSE 'Open' END
  FROM (SELECT count(*) FILTER (WHERE a.state IN ('Queued', 'Accepted', 'Returned')) AS pending,
               count(*) FILTER (WHERE a.state = 'InDoubt') AS doubtful,
               count(*) FILTER (WHERE a.state = 'Failed') AS failed,
               count(*) FILTER (WHERE a.state = 'Applied') AS applied
        FROM ai_session_action a WHERE a.session_id = changed) AS found
  WHERE s.id = changed;
  SELECT pg_notify('ai_session', changed);
$$;

-- What goes with its session needs no telling: cascades run inside a trigger of their own.
CREATE FUNCTION ai_session_parts_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  changed text;
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN NULL;
  END IF;
  FOR changed IN SELECT DISTINCT session_id FROM changed_rows ORDER BY 1 LOOP
    PERFORM ai_session_refresh(changed, nullif(current_setting('ai_sessions.audit', true), '')::jsonb->>'userName');
  END LOOP;
  RETURN NULL;
END;
$$;

DO $$
DECLARE
  watched text[];
BEGIN
  FOREACH watched SLICE 1 IN ARRAY ARRAY[['ai_session_action', 'INSERT', 'NEW'], ['ai_session_action', 'UPDATE', 'NEW'],
    ['ai_session_action', 'DELETE', 'OLD']] LOOP
    EXECUTE format('CREATE TRIGGER refresh_on_%s AFTER %s ON %I REFERENCING %s TABLE AS changed_rows
      FOR EACH STATEMENT EXECUTE FUNCTION ai_session_parts_changed()', lower(watched[2]), watched[2], watched[1], watched[3]);
  END LOOP;
END;
$$;

-- A run says something of its session when its state or its log changes, not when its process says that it still lives.
CREATE FUNCTION ai_session_run_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ai_session_refresh(NEW.session_id, nullif(current_setting('ai_sessions.audit', true), '')::jsonb->>'userName');
  RETURN NULL;
END;
$$;
CREATE TRIGGER refresh_on_insert AFTER INSERT ON ai_session_run FOR EACH ROW EXECUTE FUNCTION ai_session_run_changed();
CREATE TRIGGER refresh_on_update AFTER UPDATE ON ai_session_run FOR EACH ROW
  WHEN ((OLD.state, OLD.log) IS DISTINCT FROM (NEW.state, NEW.log)) EXECUTE FUNCTION ai_session_run_changed();

-- Corrections and judgements of actions are events of their session, with what was and what is.
CREATE FUNCTION audit_action_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb;
  change record;
BEGIN
  FOR change IN
    SELECT l.session_id, jsonb_agg(action_facts(e) ORDER BY e.position) AS earlier, jsonb_agg(action_facts(l) ORDER BY l.position) AS later
    FROM earlier_rows e JOIN later_rows l USING (id) WHERE action_facts(e) IS DISTINCT FROM action_facts(l) GROUP BY l.session_id
  LOOP
    context := coalesce(context, audit_context());
    EXIT WHEN context ? 'silent';
    PERFORM audit_write(context, 'AISession', change.session_id,
      jsonb_build_object('actions', jsonb_build_array(change.earlier, change.later)));
  END LOOP;
  RETURN NULL;
END;
$$;

CREATE FUNCTION action_facts(a ai_session_action) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', a.id, 'functionName', a.function_name, 'arguments', a.arguments,
    'description', a.description, 'state', a.state, 'reason', a.reason)
$$;

CREATE TRIGGER audit_update AFTER UPDATE ON ai_session_action
  REFERENCING OLD TABLE AS earlier_rows NEW TABLE AS later_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_action_changes();

-- Who applied a session, and who stopped a run, are events of the session.
CREATE FUNCTION audit_run() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM audit_write(audit_context(), 'AISession', NEW.session_id, CASE WHEN TG_OP = 'INSERT'
    THEN jsonb_build_object('run', jsonb_build_array(NULL, NEW.number))
    ELSE jsonb_build_object('stopReason', jsonb_build_array(OLD.stop_reason, NEW.stop_reason)) END);
  RETURN NULL;
END;
$$;
CREATE TRIGGER audit_insert AFTER INSERT ON ai_session_run FOR EACH ROW EXECUTE FUNCTION audit_run();
CREATE TRIGGER audit_stop AFTER UPDATE ON ai_session_run FOR EACH ROW
  WHEN (OLD.stop_reason IS DISTINCT FROM NEW.stop_reason AND current_setting('ai_sessions.audit', true) IS DISTINCT FROM '{"silent":true}')
  EXECUTE FUNCTION audit_run();

-- The headers of a function are secrets too, and where a session stands is told by the events of its actions and runs.
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := audit_context();
  untold text[] := ARRAY['id', 'version', 'date_created', 'date_last_modified', 'created_by', 'last_modified_by', 'date_last_used',
    'pending_actions', 'has_parts', 'date_changed', 'changed_by'];
  secrets text[] := ARRAY['password_hash', 'hash', 'token_hash', 'headers'];
  earlier jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) - untold END;
  later jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) - untold END;
  entity_id text := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
  IF TG_ARGV[0] = 'AISession' THEN
    earlier := earlier - 'state';
    later := later - 'state';
  END IF;
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, operation, entity_type, entity_id, changes, request_id, address)
  SELECT context->>'userId', coalesce(context->>'userName', 'system'), context->>'way', context->>'apiKeyId',
         coalesce(context->>'operation', 'system'), TG_ARGV[0], entity_id,
         coalesce(jsonb_object_agg(column_name, jsonb_build_array(
           CASE WHEN column_name = ANY (secrets) AND earlier ? column_name THEN '"(secret)"' ELSE earlier->column_name END,
           CASE WHEN column_name = ANY (secrets) AND later ? column_name THEN '"(secret)"' ELSE later->column_name END)
         ) FILTER (WHERE NOT blank), '{}'), context->>'requestId', context->>'address'
  FROM (SELECT column_name, TG_OP <> 'UPDATE' AND value IN ('null', '[]', '{}', 'false') AS blank
        FROM jsonb_each(CASE WHEN TG_OP = 'DELETE' THEN earlier ELSE later END) AS columns (column_name, value)
        WHERE earlier->column_name IS DISTINCT FROM later->column_name) AS changed;
  RETURN NULL;
END;
$$;

CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON ai_function FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND current_setting('ai_sessions.audit', true) IS DISTINCT FROM '{"silent":true}')
  EXECUTE FUNCTION audit_change('AIFunction');
CREATE TRIGGER audit_change AFTER UPDATE ON ai_applying FOR EACH ROW EXECUTE FUNCTION audit_change('AIApplying');

INSERT INTO ai_applying DEFAULT VALUES;

-- Functions on our own data: they need no network, and a new user can see a session being applied with them.
SELECT audit_as('{"silent":true}');

-- What was queued before waits now.
UPDATE ai_session s SET pending_actions = found.pending, has_parts = true
FROM (SELECT session_id, count(*) AS pending FROM ai_session_action GROUP BY session_id) AS found WHERE s.id = found.session_id;

INSERT INTO ai_function (name, description, title, parameters, risk, account_arguments, target, honours_idempotency_key, created_by, last_modified_by) VALUES
  ('renameAccount', 'Gives an account another name.', 'Rename account {accountId} to {name}',
   '{"type":"object","properties":{"accountId":{"type":"string"},"name":{"type":"string","minLength":1,"maxLength":200}},"required":["accountId","name"],"additionalProperties":false}',
   'Ordinary', '{accountId}', 'BuiltIn', true, 'system', 'system'),
  ('setSessionPurpose', 'Sets the purpose of the session itself.', 'Set the purpose of this session to {purpose}',
   '{"type":"object","properties":{"purpose":{"type":"string","maxLength":2000}},"required":["purpose"],"additionalProperties":false}',
   'Ordinary', '{}', 'BuiltIn', true, 'system', 'system');
