-- AlterTable
ALTER TABLE "ai_session_action" ADD COLUMN     "title" TEXT;
