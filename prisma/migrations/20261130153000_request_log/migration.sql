-- Requests to the API, by day: make_partition and what goes with it are from audit_event_by_month. Ids are UUIDv7 of when a
-- request began, which instant_of_id(id) tells. No name stands here, only ids: names are looked up, and gone when their user is.
CREATE TABLE "request_log" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "transport" TEXT NOT NULL,
    "operation" TEXT,
    "status" INTEGER,
    "code" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "bytes_sent" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "user_id" TEXT,
    "api_key_id" TEXT,
    "agent_grant_id" TEXT,
    "account_id" TEXT,

    CONSTRAINT "request_log_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- A row is written with each request and seldom looked for: indexes that say which blocks may have a value cost a hundredth
-- of those that say where it is. Whoever looks for a rare key reads the few blocks that may have it; a busy one is found on
-- the way along the primary key.
CREATE INDEX "request_log_request_idx" ON "request_log" USING brin ("request_id" text_bloom_ops (n_distinct_per_range = 2000))
  WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX "request_log_caller_idx" ON "request_log" USING brin ("user_id" text_bloom_ops (n_distinct_per_range = 200),
    "api_key_id" text_bloom_ops (n_distinct_per_range = 200), "agent_grant_id" text_bloom_ops (n_distinct_per_range = 200),
    "operation" text_bloom_ops (n_distinct_per_range = 100))
  WITH (pages_per_range = 32, autosummarize = on);

SELECT make_partition('request_log', 'request_log_earlier', NULL, least_id_from(date_trunc('day', now(), 'UTC')));
-- A table that only grows need not be looked through each time it has grown by a tenth.
ALTER TABLE request_log_earlier SET (autovacuum_vacuum_insert_threshold = 100000, autovacuum_vacuum_insert_scale_factor = 1,
  autovacuum_analyze_threshold = 20000, autovacuum_analyze_scale_factor = 1);
SELECT make_partition('request_log', 'request_log_later', least_id_from(date_trunc('day', now(), 'UTC')), NULL);
SELECT extend_partitions('request_log', 'day', 2);
