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

-- CreateIndex
CREATE INDEX "audit_event_operation_id_idx" ON "audit_event"("operation", "id");

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

-- The columns that differ, each with its value before and after. Secrets only say that they changed, and what every
-- change touches is left out.
CREATE FUNCTION audit_difference(before jsonb, after jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, CASE
           WHEN key IN ('password_hash', 'hash', 'token_hash') THEN '["(secret)", "(secret)"]'::jsonb
           ELSE jsonb_build_array(before->key, after->key) END), '{}')
  FROM (SELECT jsonb_object_keys(coalesce(after, before)) AS key) AS keys
  WHERE before->key IS DISTINCT FROM after->key
    AND key NOT IN ('id', 'version', 'date_created', 'date_last_modified', 'created_by', 'last_modified_by', 'date_last_used')
    AND (before IS NOT NULL OR after->key NOT IN ('null', '[]', 'false'))
    AND (after IS NOT NULL OR before->key NOT IN ('null', '[]', 'false'))
$$;

-- What goes with its owner is part of the owner's event: cascades run inside a trigger of their own.
CREATE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb;
  change record;
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    FOR change IN SELECT a.id, audit_difference(NULL, to_jsonb(a)) AS difference FROM after_rows a LOOP
      context := coalesce(context, audit_context());
      EXIT WHEN context ? 'silent';
      PERFORM audit_write(context, TG_ARGV[0], change.id, change.difference);
    END LOOP;
  ELSIF TG_OP = 'UPDATE' THEN
    FOR change IN SELECT a.id, audit_difference(to_jsonb(b), to_jsonb(a)) AS difference
                  FROM after_rows a JOIN before_rows b ON b.id = a.id LOOP
      context := coalesce(context, audit_context());
      EXIT WHEN context ? 'silent';
      PERFORM audit_write(context, TG_ARGV[0], change.id, change.difference);
    END LOOP;
  ELSE
    FOR change IN SELECT b.id, audit_difference(to_jsonb(b), NULL) AS difference FROM before_rows b LOOP
      context := coalesce(context, audit_context());
      EXIT WHEN context ? 'silent';
      PERFORM audit_write(context, TG_ARGV[0], change.id, change.difference);
    END LOOP;
  END IF;
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

DO $$
DECLARE
  audited text[];
BEGIN
  FOREACH audited SLICE 1 IN ARRAY ARRAY[['account', 'Account'], ['ai_session', 'AISession'], ['user_account', 'User'], ['api_key', 'ApiKey']] LOOP
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_change(%L)', audited[1], audited[2]);
    EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_change(%L)', audited[1], audited[2]);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION audit_change(%L)', audited[1], audited[2]);
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
