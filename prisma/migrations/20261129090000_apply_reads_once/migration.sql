-- AlterTable
ALTER TABLE "ai_session_run_step" ADD COLUMN     "log" TEXT NOT NULL DEFAULT '';

-- While a session is applied it stays in that state, and what waits in it changes by what a statement has changed. To
-- count all of its actions for each of them would take a time that grows with the square of their number; when the run
-- ends, they are counted.
CREATE FUNCTION ai_session_actions_updated() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  user_name text := nullif(current_setting('ai_sessions.audit', true), '')::jsonb->>'userName';
  changed record;
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN NULL;
  END IF;
  FOR changed IN
    SELECT session_id, sum(CASE WHEN state IN ('Queued', 'Accepted', 'Returned') THEN counted ELSE 0 END)::int AS pending
    FROM (SELECT session_id, state, -1 AS counted FROM earlier_rows
          UNION ALL SELECT session_id, state, 1 FROM later_rows) AS counts
    GROUP BY session_id ORDER BY session_id
  LOOP
    UPDATE ai_session SET version = version + 1, date_last_modified = now(),
      last_modified_by = coalesce(user_name, last_modified_by), pending_actions = pending_actions + changed.pending
    WHERE id = changed.session_id AND state = 'Applying';
    IF FOUND THEN
      PERFORM pg_notify('ai_session', changed.session_id);
    ELSE
      PERFORM ai_session_refresh(changed.session_id, user_name);
    END IF;
  END LOOP;
  RETURN NULL;
END;
$$;

DROP TRIGGER refresh_on_update ON ai_session_action;
CREATE TRIGGER refresh_on_update AFTER UPDATE ON ai_session_action
  REFERENCING OLD TABLE AS earlier_rows NEW TABLE AS later_rows
  FOR EACH STATEMENT EXECUTE FUNCTION ai_session_actions_updated();

-- Whoever waits for the end of a run is told of it by the id of the run, and need not look after each of its actions.
CREATE OR REPLACE FUNCTION ai_session_run_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ai_session_refresh(NEW.session_id, nullif(current_setting('ai_sessions.audit', true), '')::jsonb->>'userName');
  IF NEW.state <> 'Running' THEN
    PERFORM pg_notify('ai_session', NEW.id);
  END IF;
  RETURN NULL;
END;
$$;

-- A run that changes our own data does so in the name of whoever started it, and in the same statement as the state of
-- its action, which is no event: it stands in the run. The look at what has changed can be left out then.
CREATE OR REPLACE FUNCTION audit_action_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := nullif(current_setting('ai_sessions.audit', true), '')::jsonb;
  change record;
BEGIN
  IF context ?| ARRAY['silent', 'ofRun'] THEN
    RETURN NULL;
  END IF;
  FOR change IN
    SELECT l.session_id, jsonb_agg(action_facts(e) ORDER BY e.position) AS earlier, jsonb_agg(action_facts(l) ORDER BY l.position) AS later
    FROM earlier_rows e JOIN later_rows l USING (id) WHERE action_facts(e) IS DISTINCT FROM action_facts(l) GROUP BY l.session_id
  LOOP
    context := coalesce(context, audit_context());
    PERFORM audit_write(context, 'AISession', change.session_id,
      jsonb_build_object('actions', jsonb_build_array(change.earlier, change.later)));
  END LOOP;
  RETURN NULL;
END;
$$;
