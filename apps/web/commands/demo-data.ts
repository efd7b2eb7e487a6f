import { parseArgs } from 'node:util';
import { inTransaction, SILENTLY, type Sql } from '@ai-sessions/db';
import { SingleBar } from 'cli-progress';
import { z } from 'zod';
import { runCommand, withDatabase } from './command.ts';
import { addReviewableSessions, type DemoAccount } from './demo-actions.ts';
import { accountNames, agents, purposes } from './demo-texts.ts';
import { addUsage } from './demo-usage.ts';

const USAGE = 'Usage: npm run demo-data -- [--accounts 10] [--sessions 500]';
/** Rows of one INSERT. */
const CHUNK = 5_000;
/** Accounts that have used AI: enough to see what it looks like. */
const WITH_USAGE = 100;
const Count = z.coerce.number().int().min(0).max(10_000_000);

await runCommand(async () => {
  const { values } = parseArgs({ options: { accounts: { type: 'string' }, sessions: { type: 'string' } } });
  const accounts = Count.safeParse(values.accounts ?? 10);
  const sessions = Count.safeParse(values.sessions ?? 500);
  if (!accounts.success || !sessions.success) throw new Error(USAGE);
  await withDatabase(async ({ pool }) => {
    const bar = new SingleBar({
      format: '{bar} {percentage} % | {value} of {total} rows | {eta_formatted} left',
    });
    let reviewable = 0;
    bar.start(accounts.data + sessions.data, 0);
    await inTransaction(pool, async (sql) => {
      // Nobody decided on these rows: an event for each would only hide those that somebody did.
      await sql.rows({ text: 'SELECT audit_as($1)', values: [SILENTLY] });
      const added = await addAccounts(sql, accounts.data);
      bar.increment(accounts.data);
      for (let done = 0; done < sessions.data; done += CHUNK) {
        const count = Math.min(CHUNK, sessions.data - done);
        const ids = added.map(({ id }) => id);
        await addSessions(sql, ids, done, count, sessions.data);
        bar.increment(count);
      }
      reviewable = await addReviewableSessions(sql, added);
      await addUsage(
        sql,
        added.slice(0, WITH_USAGE).map(({ id }) => id),
      );
      await sql.rows({ text: 'ANALYZE account, ai_session', values: [] });
    });
    bar.stop();
    console.log(`Added ${accounts.data} accounts and ${sessions.data} sessions.`);
    if (reviewable > 0) {
      console.log(`${reviewable} more sessions have actions to review: see /admin/sessions?pending=yes`);
    }
  });
});

async function addAccounts(sql: Sql, count: number): Promise<readonly DemoAccount[]> {
  const names = Array.from({ length: count }, (_, index) => {
    const name = accountNames[index % accountNames.length] ?? 'Account';
    const round = Math.floor(index / accountNames.length);
    return round === 0 ? name : `${name} ${round + 1}`;
  });
  return sql.rows<DemoAccount>({
    text: `INSERT INTO account (name, created_by, last_modified_by, date_last_modified)
           SELECT name, 'demo@example.com', 'demo@example.com', now() FROM unnest($1::text[]) AS name RETURNING id, name`,
    values: [names],
  });
}

/** Sessions spread over the last ninety days, oldest first; one in twenty has no account, one in twelve no purpose. */
async function addSessions(
  sql: Sql,
  accountIds: readonly string[],
  from: number,
  count: number,
  total: number,
): Promise<void> {
  await sql.rows({
    text: `INSERT INTO ai_session (id, account_id, purpose, date_created, date_last_modified, created_by, last_modified_by)
           SELECT uuid_v7(at), account, purpose, at, at, agent, agent FROM (
             SELECT now() - interval '90 days' * (1 - (n + random())::float8 / $3) AS at,
                    CASE WHEN n % 20 = 19 THEN NULL ELSE ($4::text[])[1 + floor(random() * cardinality($4::text[]))::int] END AS account,
                    CASE WHEN n % 12 = 11 THEN NULL ELSE ($5::text[])[1 + floor(random() * cardinality($5::text[]))::int] END AS purpose,
                    ($6::text[])[1 + floor(random() * cardinality($6::text[]))::int] AS agent
             FROM generate_series($1::int, $2::int) AS n
           ) AS made ORDER BY at`,
    values: [from, from + count - 1, total, accountIds, purposes, agents],
  });
}
