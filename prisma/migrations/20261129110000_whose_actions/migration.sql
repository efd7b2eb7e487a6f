-- AlterTable
ALTER TABLE "ai_session_action" ADD COLUMN     "arguments_hash" TEXT,
ADD COLUMN     "created_by_key_id" TEXT,
ADD COLUMN     "created_by_user_id" TEXT,
ADD COLUMN     "proposed_hash" TEXT;
