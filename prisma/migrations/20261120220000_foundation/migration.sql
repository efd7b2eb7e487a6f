-- A UUIDv7 as text (RFC 9562): 48 bits of milliseconds, 12 bits of the fraction of the millisecond (method 3),
-- the rest random. PostgreSQL before 18 has no function of its own for it.
CREATE FUNCTION uuid_v7(at timestamptz DEFAULT clock_timestamp()) RETURNS text
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT substr(hex, 1, 8) || '-' || substr(hex, 9) || '-' || to_hex(28672 + micros % 1000 * 4096 / 1000)
      || substr(gen_random_uuid()::text, 19)
  FROM (SELECT (date_part('epoch', at) * 1000000)::bigint) AS instant (micros),
       LATERAL (SELECT lpad(to_hex(micros / 1000), 12, '0')) AS prefix (hex)
$$;

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "name" TEXT NOT NULL,
    "parent_account_id" TEXT,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_modified" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "last_modified_by" TEXT NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_session" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "account_id" TEXT,
    "purpose" TEXT,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_modified" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "last_modified_by" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ai_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "email_address" TEXT NOT NULL,
    "name" TEXT,
    "password_hash" TEXT,
    "roles" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_modified" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_expires" TIMESTAMPTZ(3),
    "date_revoked" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "browser_session" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "user_id" TEXT NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_expires" TIMESTAMPTZ(3) NOT NULL,
    "date_revoked" TIMESTAMPTZ(3),

    CONSTRAINT "browser_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "user_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "answer" JSONB NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("user_id","key")
);

-- CreateIndex
CREATE INDEX "account_parent_account_id_idx" ON "account"("parent_account_id");

-- CreateIndex
CREATE INDEX "ai_session_account_id_id_idx" ON "ai_session"("account_id", "id");

-- CreateIndex
CREATE INDEX "ai_session_date_last_modified_id_idx" ON "ai_session"("date_last_modified", "id");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_address_key" ON "user_account"("email_address");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");

-- CreateIndex
CREATE INDEX "browser_session_user_id_idx" ON "browser_session"("user_id");

-- CreateIndex
CREATE INDEX "idempotency_key_date_created_idx" ON "idempotency_key"("date_created");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_parent_account_id_fkey" FOREIGN KEY ("parent_account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ai_session" ADD CONSTRAINT "ai_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "browser_session" ADD CONSTRAINT "browser_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
