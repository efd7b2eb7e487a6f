-- CreateTable
CREATE TABLE "ai_digest" (
    "user_id" TEXT NOT NULL,
    "frequency" TEXT NOT NULL,
    "date_sent" TIMESTAMPTZ(3),

    CONSTRAINT "ai_digest_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "ai_digest" ADD CONSTRAINT "ai_digest_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
