-- The sessions of one account in the order of their ids. Only here do ids have this collation, so that no other index
-- gives an order by it: where an account has many sessions on average, PostgreSQL would else go through those of all
-- accounts in the order of the primary key to find the newest of one. All collations sort these ids alike.
DROP INDEX "ai_session_account_id_discarded_id_idx";
CREATE INDEX "ai_session_account_idx" ON "ai_session" ("account_id", "discarded", "id" COLLATE "C");
