-- Runs of all sessions are listed newest first, and those that failed or are in doubt are few among them.
CREATE INDEX "ai_session_run_state_id_idx" ON "ai_session_run"("state", "id");
