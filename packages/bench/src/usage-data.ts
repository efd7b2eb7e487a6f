import type { Sql } from './pg-statements.ts';

/** Entries that usage is added up of. */
const USAGE_ENTRIES = 10_000_000;
/** Entries of one INSERT. */
const CHUNK = 500_000;
/** Customers of an account; one entry in five has none. */
const CUSTOMERS = 20;
const DAYS = 365;

/**
 * Adds ten million entries of the year 2026 to the accounts, in the order of their days, as the service does: the
 * sums are kept by the trigger of the table. Only the reference to the accounts is checked in one go afterwards.
 */
export async function fillUsage(sql: Sql, accounts: readonly string[]): Promise<void> {
  const run = (text: string, values: readonly unknown[] = []) => sql.rows({ text, values });
  await run("SET LOCAL work_mem = '256MB'");
  await run('ALTER TABLE ai_usage_entry DROP CONSTRAINT ai_usage_entry_account_id_fkey');
  for (let from = 0; from < USAGE_ENTRIES; from += CHUNK) {
    await run(
      `INSERT INTO ai_usage_entry (account_id, external_id, customer_id, minutes, date)
       SELECT ($1::text[])[1 + (n::bigint * 7919 + n / 1000) % array_length($1::text[], 1)], 'call-' || n,
         CASE WHEN n % 5 > 0 THEN 'customer-' || (n / 7 % ${CUSTOMERS}) END, 1 + n % 30,
         timestamptz '2026-01-01 00:00:00Z' + n * (interval '${DAYS} days' / ${USAGE_ENTRIES})
       FROM generate_series($2::int, $3::int) AS n`,
      [accounts, from, Math.min(from + CHUNK, USAGE_ENTRIES) - 1],
    );
  }
  await run(`ALTER TABLE ai_usage_entry ADD CONSTRAINT ai_usage_entry_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT ON UPDATE CASCADE`);
}
