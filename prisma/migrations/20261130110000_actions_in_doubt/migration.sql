-- What is in doubt is counted whenever somebody reads the metrics, and there is little of it.
CREATE INDEX "ai_session_action_in_doubt_idx" ON "ai_session_action" ("session_id") WHERE "state" = 'InDoubt';
