-- A statement that changes actions of several sessions says of each who answers for it: {"sessions": {"<id>": {…}, …}}.
CREATE FUNCTION audit_context_of(session text) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  context jsonb := audit_context();
BEGIN
  IF NOT context ? 'sessions' THEN
    RETURN context;
  END IF;
  context := context->'sessions'->session;
  IF context IS NULL THEN
    RAISE EXCEPTION 'Nobody answers for this change: audit_as() does not name session %.', session;
  END IF;
  RETURN context;
END;
$$;

CREATE OR REPLACE FUNCTION audit_actions() RETURNS trigger
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
    context := audit_context_of(change.session_id);
    CONTINUE WHEN context ? 'silent';
    PERFORM audit_write(context, 'AISession', change.session_id, jsonb_build_object('actions',
      CASE WHEN queued THEN jsonb_build_array(NULL, change.actions) ELSE jsonb_build_array(change.actions, NULL) END));
  END LOOP;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION ai_session_parts_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := nullif(current_setting('ai_sessions.audit', true), '')::jsonb;
  changed text;
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN NULL;
  END IF;
  FOR changed IN SELECT DISTINCT session_id FROM changed_rows ORDER BY 1 LOOP
    PERFORM ai_session_refresh(changed, coalesce(context->'sessions'->changed, context)->>'userName');
  END LOOP;
  RETURN NULL;
END;
$$;
