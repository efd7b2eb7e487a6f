-- AlterTable
ALTER TABLE "ai_session_action" ADD COLUMN     "may_have_taken_effect" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "repeat_accepted" BOOLEAN NOT NULL DEFAULT false;

-- What is in doubt may have taken effect, and so may what was answered by a server that failed, or by a redirect, when
-- it was called last.
SELECT audit_as('{"silent":true}');
UPDATE ai_session_action a SET may_have_taken_effect = true
WHERE a.state = 'InDoubt' OR (a.state = 'Failed' AND EXISTS (
  SELECT FROM (SELECT s.status FROM ai_session_run_step s WHERE s.action_id = a.id ORDER BY s.run_id DESC LIMIT 1) AS latest
  WHERE latest.status BETWEEN 500 AND 599 AND latest.status NOT IN (501, 503, 505, 506, 510, 511) OR latest.status BETWEEN 300 AND 303
    OR latest.status IN (408, 460, 499)));
