-- AlterTable
ALTER TABLE "ai_session_action" ADD COLUMN     "trace_parent" TEXT,
ADD COLUMN     "trace_state" TEXT;
