-- CreateTable
CREATE TABLE "password_recovery" (
    "token_hash" BYTEA NOT NULL,
    "user_id" TEXT NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_recovery_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "password_recovery_user_id_idx" ON "password_recovery"("user_id");

-- CreateIndex
CREATE INDEX "password_recovery_date_expires_idx" ON "password_recovery"("date_expires");

-- AddForeignKey
ALTER TABLE "password_recovery" ADD CONSTRAINT "password_recovery_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
