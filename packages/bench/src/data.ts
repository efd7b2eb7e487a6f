import { newApiKey } from '@ai-sessions/auth';
import type { Database } from '@ai-sessions/db';
import { ACTIONS_OF_LONG, type Data } from './loads.ts';
import { inTransaction, type Sql } from './pg-statements.ts';

/** E-mail address of the administrator that every measured service makes at its first start. */
export const ADMIN = 'bench@example.com';
/** How they sign in. */
export const PASSWORD = 'bench-password';

/** Numbers of accounts that keys are limited to. */
const LIMITED_TO = [4, 100];

/** 1,000 accounts with 100 sessions each; a hundred sessions have many actions. */
export async function fill(database: Database): Promise<Data> {
  const data = await inTransaction(database.pool, async (inner) => {
    const ids = await insertAccounts(inner);
    const sessions = await inner.rows<{ id: string }>({
      text: `INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
             SELECT ($2::text[])[1 + n % 1000], 'Review the billing settings before renewal ' || n, $1, $1 FROM generate_series(1, 100000) n RETURNING id`,
      values: [ADMIN, ids],
    });
    const sessionIds = sessions.map(({ id }) => id);
    const long = sessionIds.slice(-100);
    await inner.rows({
      text: `INSERT INTO ai_session_action (session_id, function_name, arguments, created_by)
             SELECT session_id, 'setSessionPurpose', format('{"purpose":"Step %s of the review"}', n), $1
             FROM unnest($2::text[]) session_id, generate_series(1, $3::int) n`,
      values: [ADMIN, long, ACTIONS_OF_LONG],
    });
    await inner.rows({ text: 'ANALYZE', values: [] });
    return { accounts: ids, sessions: sessionIds.slice(0, 10_000), long };
  });
  const limited = new Map<number, string>();
  for (const count of LIMITED_TO) {
    // Here and there in the list, as sessions of different accounts are.
    const every = Math.floor(data.accounts.length / count);
    limited.set(
      count,
      await createKey(
        database,
        data.accounts.filter((_, index) => index % every === 0),
      ),
    );
  }
  return { ...data, key: await createKey(database), limited };
}

/** Adds 1,000 accounts. */
export async function insertAccounts(sql: Sql): Promise<string[]> {
  const accounts = await sql.rows<{ id: string }>({
    text: `INSERT INTO account (name, created_by, last_modified_by) SELECT 'Account ' || n, $1, $1 FROM generate_series(1, 1000) n RETURNING id`,
    values: [ADMIN],
  });
  return accounts.map(({ id }) => id);
}

/**
 * A key of the administrator that the service has made: for some accounts, or for all. Only columns that every build has
 * are named, because another build may have made the database.
 */
export async function createKey({ pool }: Database, accountIds: readonly string[] = []): Promise<string> {
  const { key, prefix, hash } = newApiKey();
  const made = await inTransaction(pool, (sql) =>
    sql.rows({
      text: `INSERT INTO api_key (user_id, name, prefix, hash, account_ids)
             SELECT id, 'bench', $2, $3, $4 FROM user_account WHERE email_address = $1 RETURNING id`,
      values: [ADMIN, prefix, hash, accountIds],
    }),
  );
  if (made.length === 0) throw new Error('The service did not create its administrator.');
  return key;
}

/** Replaces all sessions by so many new ones, and returns the id at 80 % of the list. */
export async function replaceSessions({ pool }: Database, total: number): Promise<string | undefined> {
  const id = await inTransaction(pool, async (sql) => {
    await sql.rows({ text: 'TRUNCATE ai_session CASCADE', values: [] });
    await sql.rows({
      text: `INSERT INTO ai_session (purpose, created_by, last_modified_by) SELECT 'Session ' || n, $1, $1 FROM generate_series(1, $2::int) n`,
      values: [ADMIN, total],
    });
    const [row] = await sql.rows<{ id: string }>({
      text: 'SELECT id FROM ai_session ORDER BY id DESC OFFSET $1 LIMIT 1',
      values: [total * 0.8],
    });
    return row?.id;
  });
  // What PostgreSQL does by itself some time after a million inserts must not fall into the measurement.
  await pool.query('VACUUM (ANALYZE) ai_session');
  await pool.query('CHECKPOINT');
  return id;
}
