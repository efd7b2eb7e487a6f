-- CreateIndex
CREATE INDEX "audit_event_date_created_id_idx" ON "audit_event"("date_created", "id");
