-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "calls_per_minute" INTEGER,
ADD COLUMN     "max_open_proposals" INTEGER;

-- What a key has open is counted before it proposes more.
CREATE INDEX ai_session_action_open_idx ON ai_session_action (created_by_key_id) WHERE state IN ('Queued', 'Returned');
