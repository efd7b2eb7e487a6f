-- CreateTable
CREATE TABLE "agent_grant" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "user_id" TEXT NOT NULL,
    "issuer" TEXT,
    "client_id" TEXT NOT NULL,
    "client_name" TEXT NOT NULL,
    "client_host" TEXT,
    "account_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_used" TIMESTAMPTZ(3),
    "date_expires" TIMESTAMPTZ(3),
    "date_revoked" TIMESTAMPTZ(3),

    CONSTRAINT "agent_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_record" (
    "kind" TEXT NOT NULL,
    "id_hash" BYTEA NOT NULL,
    "grant_id" TEXT,
    "payload" JSONB NOT NULL,
    "date_used" TIMESTAMPTZ(3),
    "date_expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_record_pkey" PRIMARY KEY ("kind","id_hash")
);

-- CreateTable
CREATE TABLE "oauth_signing_key" (
    "id" TEXT NOT NULL,
    "public_key" JSONB NOT NULL,
    "private_key" TEXT NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth_signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agent_grant_user_id_issuer_client_id_key" ON "agent_grant"("user_id", "issuer", "client_id");

-- CreateIndex
CREATE INDEX "oauth_record_grant_id_idx" ON "oauth_record"("grant_id");

-- CreateIndex
CREATE INDEX "oauth_record_date_expires_idx" ON "oauth_record"("date_expires");

-- AddForeignKey
ALTER TABLE "agent_grant" ADD CONSTRAINT "agent_grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "agent_grant_id" TEXT,
ADD COLUMN     "agent_name" TEXT;

-- Events name the agent that acted for a user.
CREATE OR REPLACE FUNCTION audit_write(context jsonb, entity_type text, entity_id text, changes jsonb, refusal text DEFAULT NULL) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, agent_grant_id, agent_name, operation, entity_type, entity_id, changes, refusal, request_id, address)
  VALUES (context->>'userId', coalesce(context->>'userName', 'system'), context->>'way', context->>'apiKeyId',
          context->>'agentGrantId', context->>'agentName',
          coalesce(context->>'operation', 'system'), $2, $3, $4, $5, context->>'requestId', context->>'address')
$$;

CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON agent_grant FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND current_setting('ai_sessions.audit', true) IS DISTINCT FROM '{"silent":true}')
  EXECUTE FUNCTION audit_change('AgentGrant');
