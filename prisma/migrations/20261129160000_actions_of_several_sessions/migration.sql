-- What a statement does to the actions of several sessions is told, and worked out, in one statement for all of them: a
-- function that was called for each session took most of the time that queueing takes.
CREATE OR REPLACE FUNCTION audit_actions() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb;
  queued boolean := TG_OP = 'INSERT';
  unnamed text;
BEGIN
  IF pg_trigger_depth() > 1 OR NOT EXISTS (SELECT FROM changed_rows) THEN
    RETURN NULL;
  END IF;
  context := audit_context();
  IF context ? 'silent' THEN
    RETURN NULL;
  END IF;
  IF context ? 'sessions' THEN
    SELECT session_id INTO unnamed FROM changed_rows WHERE NOT context->'sessions' ? session_id LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'Nobody answers for this change: audit_as() does not name session %.', unnamed;
    END IF;
  END IF;
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, agent_grant_id, agent_name, operation, entity_type, entity_id, changes, request_id, address)
  SELECT who.by->>'userId', coalesce(who.by->>'userName', 'system'), who.by->>'way', who.by->>'apiKeyId',
         who.by->>'agentGrantId', who.by->>'agentName',
         coalesce(who.by->>'operation', 'system'), 'AISession', change.session_id, jsonb_build_object('actions',
           CASE WHEN queued THEN jsonb_build_array(NULL, change.actions) ELSE jsonb_build_array(change.actions, NULL) END),
         who.by->>'requestId', who.by->>'address'
  FROM (SELECT session_id, jsonb_agg(jsonb_build_object('id', id, 'functionName', function_name, 'arguments', arguments,
                 'description', description) ORDER BY position) AS actions
        FROM changed_rows GROUP BY session_id) AS change
    CROSS JOIN LATERAL (SELECT coalesce(context->'sessions'->change.session_id, context) AS by OFFSET 0) AS who
  WHERE NOT who.by ? 'silent';
  RETURN NULL;
END;
$$;

DROP FUNCTION audit_context_of(text);

-- The statements that change actions hold their sessions first, so that none waits for another here.
CREATE OR REPLACE FUNCTION ai_session_parts_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := nullif(current_setting('ai_sessions.audit', true), '')::jsonb;
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN NULL;
  END IF;
  UPDATE ai_session s
  SET version = version + 1, date_last_modified = now(), has_parts = true, pending_actions = found.pending,
      last_modified_by = coalesce(coalesce(context->'sessions'->found.session_id, context)->>'userName', s.last_modified_by),
      state = CASE
        WHEN EXISTS (SELECT FROM ai_session_run r WHERE r.session_id = found.session_id AND r.state = 'Running') THEN 'Applying'
        WHEN found.doubtful > 0 THEN 'InDoubt'
        WHEN found.failed > 0 THEN CASE WHEN found.applied > 0 THEN 'PartlyApplied' ELSE 'Failed' END
        WHEN found.applied > 0 THEN CASE WHEN found.pending > 0 THEN 'PartlyApplied' ELSE 'Applied' END
        ELSE 'Open' END
  FROM (SELECT DISTINCT c.session_id FROM changed_rows c ORDER BY c.session_id) AS changed
    CROSS JOIN LATERAL (
      SELECT changed.session_id, count(*) FILTER (WHERE a.state IN ('Queued', 'Accepted', 'Returned')) AS pending,
             count(*) FILTER (WHERE a.state = 'InDoubt') AS doubtful,
             count(*) FILTER (WHERE a.state = 'Failed') AS failed,
             count(*) FILTER (WHERE a.state = 'Applied') AS applied
      FROM ai_session_action a WHERE a.session_id = changed.session_id) AS found
  WHERE s.id = found.session_id;
  PERFORM pg_notify('ai_session', session_id) FROM (SELECT DISTINCT session_id FROM changed_rows ORDER BY 1) AS changed;
  RETURN NULL;
END;
$$;
