-- DropIndex
DROP INDEX "ai_session_account_id_id_idx";

-- DropIndex
DROP INDEX "ai_session_date_last_modified_id_idx";

-- AlterTable
ALTER TABLE "ai_session" ADD COLUMN     "date_discarded" TIMESTAMPTZ(3),
ADD COLUMN     "discarded" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "discarded_by" TEXT;

-- AlterTable
ALTER TABLE "browser_session" ADD COLUMN     "token_hash" BYTEA;

-- CreateTable
CREATE TABLE "ai_session_action" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "session_id" TEXT NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "function_name" TEXT NOT NULL,
    "arguments" TEXT NOT NULL,
    "description" TEXT,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "ai_session_action_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ai_session_action_session_id_position_key" ON "ai_session_action"("session_id", "position");

-- CreateIndex
CREATE INDEX "ai_session_discarded_id_idx" ON "ai_session"("discarded", "id");

-- CreateIndex
CREATE INDEX "ai_session_account_id_discarded_id_idx" ON "ai_session"("account_id", "discarded", "id");

-- CreateIndex
CREATE INDEX "ai_session_discarded_date_last_modified_id_idx" ON "ai_session"("discarded", "date_last_modified", "id");

-- CreateIndex
CREATE UNIQUE INDEX "browser_session_token_hash_key" ON "browser_session"("token_hash");

-- AddForeignKey
ALTER TABLE "ai_session_action" ADD CONSTRAINT "ai_session_action_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "ai_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
