-- AlterTable
ALTER TABLE "ai_digest" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "date_next_attempt" TIMESTAMPTZ(3),
ADD COLUMN     "webhook_id" TEXT;

-- AlterTable
ALTER TABLE "ai_webhook_event" ADD COLUMN     "digest" JSONB;

-- AddForeignKey
ALTER TABLE "ai_digest" ADD CONSTRAINT "ai_digest_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "ai_webhook"("id") ON DELETE SET NULL ON UPDATE CASCADE;
