-- AlterTable
ALTER TABLE "user_account" DROP COLUMN "name",
ADD COLUMN     "account_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "created_by" TEXT NOT NULL DEFAULT 'system',
ADD COLUMN     "first_name" TEXT,
ADD COLUMN     "last_modified_by" TEXT NOT NULL DEFAULT 'system',
ADD COLUMN     "last_name" TEXT;

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "account_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "created_by" TEXT NOT NULL DEFAULT 'system',
ADD COLUMN     "date_last_used" TIMESTAMPTZ(3),
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'Integration',
ADD COLUMN     "roles" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "browser_session" ADD COLUMN     "address" TEXT,
ADD COLUMN     "user_agent" TEXT;

-- CreateTable
CREATE TABLE "audit_event" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" TEXT,
    "user_name" TEXT NOT NULL,
    "way" TEXT,
    "api_key_id" TEXT,
    "operation" TEXT NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" TEXT,
    "changes" JSONB NOT NULL,
    "refusal" TEXT,
    "request_id" TEXT,
    "address" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_event_entity_type_entity_id_id_idx" ON "audit_event"("entity_type", "entity_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_user_id_id_idx" ON "audit_event"("user_id", "id");

-- Says who answers for the changes of this transaction: a JSON object with userId, userName, way, apiKeyId,
-- operation, requestId and address. It is meant to stand in the FROM of the statement that changes something:
-- triggers run when the statement is done, and find it there. {"silent": true} leaves no event.
CREATE FUNCTION audit_as(context text) RETURNS text
LANGUAGE sql VOLATILE AS $$
  SELECT set_config('ai_sessions.audit', context, true)
$$;

CREATE FUNCTION audit_context() RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  context jsonb := nullif(current_setting('ai_sessions.audit', true), '')::jsonb;
BEGIN
  IF context IS NULL THEN
    RAISE EXCEPTION 'Nobody answers for this change: it lacks audit_as().';
  END IF;
  RETURN context;
END;
$$;

CREATE FUNCTION audit_write(context jsonb, entity_type text, entity_id text, changes jsonb, refusal text DEFAULT NULL) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, operation, entity_type, entity_id, changes, refusal, request_id, address)
  VALUES (context->>'userId', coalesce(context->>'userName', 'system'), context->>'way', context->>'apiKeyId',
          coalesce(context->>'operation', 'system'), $2, $3, $4, $5, context->>'requestId', context->>'address')
$$;

-- What every change touches is no change worth telling, and of secrets an event says only that they changed. The one
-- statement stands in the trigger itself, so that its plan is kept.
CREATE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := audit_context();
  untold text[] := ARRAY['id', 'version', 'date_created', 'date_last_modified', 'created_by', 'last_modified_by', 'date_last_used'];
  secrets text[] := ARRAY['password_hash', 'hash', 'token_hash'];
  earlier jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) - untold END;
  later jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) - untold END;
  entity_id text := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, operation, entity_type, entity_id, changes, request_id, address)
  SELECT context->>'userId', coalesce(context->>'userName', 'system'), context->>'way', context->>'apiKeyId',
         coalesce(context->>'operation', 'system'), TG_ARGV[0], entity_id,
         coalesce(jsonb_object_agg(column_name, jsonb_build_array(
           CASE WHEN column_name = ANY (secrets) AND earlier ? column_name THEN '"(secret)"' ELSE earlier->column_name END,
           CASE WHEN column_name = ANY (secrets) AND later ? column_name THEN '"(secret)"' ELSE later->column_name END)
         ) FILTER (WHERE NOT blank), '{}'), context->>'requestId', context->>'address'
  FROM (SELECT column_name, TG_OP <> 'UPDATE' AND value IN ('null', '[]', 'false') AS blank
        FROM jsonb_each(CASE WHEN TG_OP = 'DELETE' THEN earlier ELSE later END) AS columns (column_name, value)
        WHERE earlier->column_name IS DISTINCT FROM later->column_name) AS changed;
  RETURN NULL;
END;
$$;

-- Actions are part of their session: what a statement does to several of them is one event of it.
CREATE FUNCTION audit_actions() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb;
  queued boolean := TG_OP = 'INSERT';
  change record;
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN NULL;
  END IF;
  FOR change IN
    SELECT session_id, jsonb_agg(jsonb_build_object('id', id, 'functionName', function_name, 'arguments', arguments,
             'description', description) ORDER BY position) AS actions
    FROM changed_rows GROUP BY session_id
  LOOP
    context := coalesce(context, audit_context());
    EXIT WHEN context ? 'silent';
    PERFORM audit_write(context, 'AISession', change.session_id, jsonb_build_object('actions',
      CASE WHEN queued THEN jsonb_build_array(NULL, change.actions) ELSE jsonb_build_array(change.actions, NULL) END));
  END LOOP;
  RETURN NULL;
END;
$$;

-- What goes with its owner is part of the owner's event: cascades run inside a trigger of their own.
DO $$
DECLARE
  audited text[];
BEGIN
  FOREACH audited SLICE 1 IN ARRAY ARRAY[['account', 'Account'], ['ai_session', 'AISession'], ['user_account', 'User'], ['api_key', 'ApiKey']] LOOP
    EXECUTE format($trigger$CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
      WHEN (pg_trigger_depth() = 0 AND current_setting('ai_sessions.audit', true) IS DISTINCT FROM '{"silent":true}')
      EXECUTE FUNCTION audit_change(%L)$trigger$, audited[1], audited[2]);
  END LOOP;
END;
$$;

CREATE TRIGGER audit_insert AFTER INSERT ON ai_session_action
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_actions();
CREATE TRIGGER audit_delete AFTER DELETE ON ai_session_action
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_actions();

-- What has been written stays as it is.
CREATE FUNCTION audit_is_final() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'An audit event is never changed.';
END;
$$;
CREATE TRIGGER audit_is_final BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final();
