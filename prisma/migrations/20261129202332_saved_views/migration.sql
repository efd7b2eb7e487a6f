-- CreateTable
CREATE TABLE "ai_view" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "owner_id" TEXT,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_modified" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "last_modified_by" TEXT NOT NULL,

    CONSTRAINT "ai_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ai_view_owner_id_list_name_key" ON "ai_view"("owner_id", "list", "name");

-- AddForeignKey
ALTER TABLE "ai_view" ADD CONSTRAINT "ai_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON ai_view FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND current_setting('ai_sessions.audit', true) IS DISTINCT FROM '{"silent":true}')
  EXECUTE FUNCTION audit_change('AIView');
