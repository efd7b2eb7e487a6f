-- CreateTable
CREATE TABLE "ai_webhook" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "url" TEXT NOT NULL,
    "description" TEXT,
    "event_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "account_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "secret" TEXT NOT NULL,
    "earlier_secret" TEXT,
    "earlier_secret_until" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_modified" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "last_modified_by" TEXT NOT NULL,

    CONSTRAINT "ai_webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_webhook_event" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "position" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "session_id" TEXT,
    "account_id" TEXT,
    "state" TEXT,
    "version" INTEGER,
    "by" TEXT,
    "action" JSONB,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_webhook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_webhook_delivery" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "position" BIGINT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "session_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'Pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "date_next_attempt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "date_last_attempt" TIMESTAMPTZ(3),
    "status" INTEGER,
    "answer" TEXT,
    "outcome" TEXT,
    "duration_ms" INTEGER,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ai_webhook_event_date_created_idx" ON "ai_webhook_event"("date_created");

-- CreateIndex
CREATE INDEX "ai_webhook_delivery_webhook_id_id_idx" ON "ai_webhook_delivery"("webhook_id", "id");

-- CreateIndex
CREATE INDEX "ai_webhook_delivery_event_id_idx" ON "ai_webhook_delivery"("event_id");

-- CreateIndex
CREATE INDEX "ai_webhook_delivery_date_created_idx" ON "ai_webhook_delivery"("date_created");

-- Few deliveries wait: these indexes stay small. The first finds what is due, the second what has to go before it.
CREATE INDEX "ai_webhook_delivery_due_idx" ON "ai_webhook_delivery"("webhook_id", "date_next_attempt") WHERE "state" = 'Pending';
CREATE INDEX "ai_webhook_delivery_order_idx" ON "ai_webhook_delivery"("webhook_id", "session_id", "position") WHERE "state" = 'Pending';

-- Whether a webhook tells of something.
CREATE FUNCTION ai_webhook_tells(w ai_webhook, type text, account_id text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT w.enabled AND (w.event_types = '{}' OR type = ANY (w.event_types))
    AND (w.account_ids = '{}' OR account_id = ANY (w.account_ids))
$$;

-- Each event of a session is addressed to the webhooks that tell of it, in the statement that writes it.
CREATE FUNCTION ai_webhook_address() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ai_webhook_delivery (webhook_id, event_id, session_id, position)
  SELECT w.id, e.id, e.session_id, e.position
  FROM events e JOIN ai_webhook w ON ai_webhook_tells(w, e.type, e.account_id)
  WHERE e.session_id IS NOT NULL;
  RETURN NULL;
END;
$$;
CREATE TRIGGER address_on_insert AFTER INSERT ON ai_webhook_event
  REFERENCING NEW TABLE AS events FOR EACH STATEMENT EXECUTE FUNCTION ai_webhook_address();

-- The triggers below write what happens into ai_webhook_event, in the transaction in which it happens. While no webhook
-- is enabled they look whether there is one, and that is all.
CREATE FUNCTION ai_webhook_session_opened() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ai_webhook WHERE enabled) THEN
    RETURN NULL;
  END IF;
  INSERT INTO ai_webhook_event (type, session_id, account_id, state, version, by)
  SELECT 'session.created', s.id, s.account_id, s.state, s.version, s.created_by FROM changed_rows s
  WHERE EXISTS (SELECT FROM ai_webhook w WHERE ai_webhook_tells(w, 'session.created', s.account_id));
  RETURN NULL;
END;
$$;
CREATE TRIGGER announce_on_insert AFTER INSERT ON ai_session
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION ai_webhook_session_opened();

CREATE FUNCTION ai_webhook_session_moved() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  type text := CASE WHEN NEW.discarded THEN 'session.changed' ELSE CASE NEW.state
    WHEN 'Applied' THEN 'session.applied' WHEN 'PartlyApplied' THEN 'session.partly_applied'
    WHEN 'Failed' THEN 'session.failed' WHEN 'InDoubt' THEN 'session.in_doubt' ELSE 'session.changed' END END;
BEGIN
  IF NOT EXISTS (SELECT FROM ai_webhook w WHERE ai_webhook_tells(w, type, NEW.account_id)) THEN
    RETURN NULL;
  END IF;
  INSERT INTO ai_webhook_event (type, session_id, account_id, state, version, by)
  VALUES (type, NEW.id, NEW.account_id, CASE WHEN NEW.discarded THEN 'Discarded' ELSE NEW.state END, NEW.version,
    CASE WHEN NEW.discarded THEN NEW.discarded_by ELSE NEW.last_modified_by END);
  RETURN NULL;
END;
$$;
CREATE TRIGGER announce_on_update AFTER UPDATE OF state, discarded ON ai_session FOR EACH ROW
  WHEN (OLD.state <> NEW.state OR OLD.discarded <> NEW.discarded) EXECUTE FUNCTION ai_webhook_session_moved();

-- What receivers get of an action.
CREATE FUNCTION ai_webhook_action(a ai_session_action) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('id', a.id, 'functionName', a.function_name, 'state', a.state,
    'title', a.title, 'reason', a.reason, 'judgedBy', a.judged_by, 'outcome', a.outcome))
$$;

-- The name of what a change of an action means; null when it means nothing to others. A call under way is told by what
-- comes of it, and one that was put back was never told.
CREATE FUNCTION ai_webhook_action_event(e ai_session_action, l ai_session_action) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN jsonb_array_length(l.earlier_versions) > jsonb_array_length(e.earlier_versions) THEN 'action.revised'
    WHEN l.state = e.state AND l.date_judged IS NOT DISTINCT FROM e.date_judged THEN NULL
    WHEN l.state IN ('Applied', 'Failed') AND l.date_judged IS DISTINCT FROM e.date_judged THEN 'action.settled'
    WHEN e.state = 'Running' AND l.state IN ('Queued', 'Accepted') THEN NULL
    ELSE CASE l.state WHEN 'Queued' THEN 'action.queued' WHEN 'Accepted' THEN 'action.accepted'
      WHEN 'Refused' THEN 'action.refused' WHEN 'Returned' THEN 'action.returned' WHEN 'Applied' THEN 'action.applied'
      WHEN 'Failed' THEN 'action.failed' WHEN 'InDoubt' THEN 'action.in_doubt' END END
$$;

-- They come before the triggers that work out where the session stands, so that what happens to an action is told before
-- what follows for its session. The version is the one that the session gets from those.
CREATE FUNCTION ai_webhook_actions_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb;
BEGIN
  IF pg_trigger_depth() > 1 OR NOT EXISTS (SELECT FROM ai_webhook WHERE enabled) THEN
    RETURN NULL;
  END IF;
  context := nullif(current_setting('ai_sessions.audit', true), '')::jsonb;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO ai_webhook_event (type, session_id, account_id, version, by, action)
    SELECT told.type, s.id, s.account_id, s.version + 1, coalesce(context->>'userName', s.last_modified_by),
      ai_webhook_action(l)
    FROM later_rows l JOIN earlier_rows e USING (id) JOIN ai_session s ON s.id = l.session_id,
      LATERAL (SELECT ai_webhook_action_event(e, l)) AS told (type)
    WHERE told.type IS NOT NULL
      AND EXISTS (SELECT FROM ai_webhook w WHERE ai_webhook_tells(w, told.type, s.account_id))
    ORDER BY l.position;
  ELSE
    INSERT INTO ai_webhook_event (type, session_id, account_id, version, by, action)
    SELECT told.type, s.id, s.account_id, s.version + 1,
      coalesce(coalesce(context->'sessions'->s.id, context)->>'userName', s.last_modified_by), ai_webhook_action(a)
    FROM changed_rows a JOIN ai_session s ON s.id = a.session_id,
      LATERAL (SELECT CASE TG_OP WHEN 'INSERT' THEN 'action.queued' ELSE 'action.withdrawn' END) AS told (type)
    WHERE EXISTS (SELECT FROM ai_webhook w WHERE ai_webhook_tells(w, told.type, s.account_id))
    ORDER BY a.position;
  END IF;
  RETURN NULL;
END;
$$;
CREATE TRIGGER announce_on_insert AFTER INSERT ON ai_session_action
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION ai_webhook_actions_changed();
CREATE TRIGGER announce_on_update AFTER UPDATE ON ai_session_action
  REFERENCING OLD TABLE AS earlier_rows NEW TABLE AS later_rows
  FOR EACH STATEMENT EXECUTE FUNCTION ai_webhook_actions_changed();
CREATE TRIGGER announce_on_delete AFTER DELETE ON ai_session_action
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION ai_webhook_actions_changed();

-- The secrets of a webhook are some too.
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
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, agent_grant_id, agent_name, operation, entity_type, entity_id, changes, request_id, address)
  SELECT context->>'userId', coalesce(context->>'userName', 'system'), context->>'way', context->>'apiKeyId',
         context->>'agentGrantId', context->>'agentName',
         coalesce(context->>'operation', 'system'), TG_ARGV[0], entity_id,
         coalesce(jsonb_object_agg(column_name, jsonb_build_array(
           CASE WHEN column_name = ANY (secrets) AND earlier->>column_name IS NOT NULL THEN '"(secret)"' ELSE earlier->column_name END,
           CASE WHEN column_name = ANY (secrets) AND later->>column_name IS NOT NULL THEN '"(secret)"' ELSE later->column_name END)
         ) FILTER (WHERE NOT blank), '{}'), context->>'requestId', context->>'address'
  FROM (SELECT column_name, TG_OP <> 'UPDATE' AND value IN ('null', '[]', '{}', 'false') AS blank
        FROM jsonb_each(CASE WHEN TG_OP = 'DELETE' THEN earlier ELSE later END) AS columns (column_name, value)
        WHERE earlier->column_name IS DISTINCT FROM later->column_name) AS changed;
  RETURN NULL;
END;
$$;

CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON ai_webhook FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND current_setting('ai_sessions.audit', true) IS DISTINCT FROM '{"silent":true}')
  EXECUTE FUNCTION audit_change('AIWebhook');
