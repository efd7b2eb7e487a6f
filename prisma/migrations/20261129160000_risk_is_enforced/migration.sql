-- AlterTable
ALTER TABLE "ai_function" ADD COLUMN     "judge_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "needs_second_person" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ai_session_action" ADD COLUMN     "accepted_as" TEXT,
ADD COLUMN     "accepted_by_user_id" TEXT,
ADD COLUMN     "accepted_function" TEXT,
ADD COLUMN     "corrected_by_user_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What was accepted before counts as the acceptance of a person where its event says so: by password or in the browser,
-- without an API key. The event has the date of the judgement, since both are of one transaction. Of tokens it is not
-- known what they were made with. Nothing of this is news: sessions keep their versions and dates.
ALTER TABLE "ai_session_action" DISABLE TRIGGER USER;
UPDATE ai_session_action a SET accepted_as = 'Person', accepted_by_user_id = e.user_id
FROM audit_event e
WHERE a.accepted AND e.entity_type = 'AISession' AND e.entity_id = a.session_id AND e.date_created = a.date_judged
  AND e.operation = 'JudgeAISessionAction' AND e.refusal IS NULL AND e.api_key_id IS NULL
  AND e.way IN ('password', 'browserSession')
  AND EXISTS (
    SELECT FROM jsonb_array_elements(CASE jsonb_typeof(e.changes #> '{actions,1}') WHEN 'array' THEN e.changes #> '{actions,1}' ELSE '[]' END) AS later
    WHERE later->>'id' = a.id AND later->>'state' = 'Accepted');
ALTER TABLE "ai_session_action" ENABLE TRIGGER USER;

-- Who accepted an action, and how, is a part of what is decided on it.
CREATE OR REPLACE FUNCTION action_facts(a ai_session_action) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', a.id, 'functionName', a.function_name, 'arguments', a.arguments,
    'description', a.description, 'state', a.state, 'reason', a.reason)
    || jsonb_strip_nulls(jsonb_build_object('acceptedAs', a.accepted_as, 'acceptedByUserId', a.accepted_by_user_id))
$$;
