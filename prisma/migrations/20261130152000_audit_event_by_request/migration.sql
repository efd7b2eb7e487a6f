-- Finds the events of a request. Events are seldom looked for in this way, and written with every change: an index that only
-- says which blocks may have a request costs a hundredth of one that says where it is.
CREATE INDEX "audit_event_request_idx" ON "audit_event" USING brin ("request_id" text_bloom_ops (n_distinct_per_range = 1000))
  WITH (pages_per_range = 32, autosummarize = on);
