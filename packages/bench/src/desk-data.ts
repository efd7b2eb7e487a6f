import type { Sql } from './pg-statements.ts';

/** Sessions behind the pages that are measured: a million, opened over ninety days. */
export const DESK_SESSIONS = 1_000_000;
/** Actions of the one session that has many. */
const MANY_ACTIONS = 1_000;
const DAYS = 90;

const WORDS = [
  'billing',
  'opening hours',
  'call forwarding',
  'voicemail',
  'hunt groups',
  'caller names',
  'queues',
];

/** Every twentieth session has two actions. */
const HAS_ACTIONS = 'n % 20 = 0';
/** Those of the last hundredth still wait. */
const WAITS = `n > ${DESK_SESSIONS * 0.99}`;

/**
 * Replaces all sessions by a million whose ids are of the times at which they were opened, 100,000 actions in all states,
 * and one session with many actions that wait, whose id this returns. Triggers run, so that what they keep is right; what an
 * older build does not have is not named. Indexes are left out meanwhile and built in one go.
 */
export async function fillForDesk(sql: Sql, by: string, accounts: readonly string[]): Promise<string> {
  const run = (text: string, values: readonly unknown[] = []) => sql.rows({ text, values });
  await run("SET LOCAL maintenance_work_mem = '512MB'");
  const indexes = await sql.rows<{ name: string; definition: string }>({
    text: `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
           WHERE indrelid = 'ai_session'::regclass AND NOT indisunique`,
    values: [],
  });
  await run('TRUNCATE ai_session CASCADE');
  for (const { name } of indexes) await run(`DROP INDEX ${name}`);
  await run(
    `INSERT INTO ai_session (id, account_id, purpose, created_by, last_modified_by, date_created, date_last_modified)
     SELECT uuid_v7(at), ($2::text[])[1 + n * 31 % array_length($2::text[], 1)],
       format('Review the %s of case %s', ($3::text[])[1 + n % array_length($3::text[], 1)], n), $1, $1, at, at
     FROM (SELECT n, now() - interval '${DAYS} days' * (1 - n::float8 / ${DESK_SESSIONS}) AS at
           FROM generate_series(1, ${DESK_SESSIONS}) n) AS made`,
    [by, accounts, WORDS],
  );
  for (const { definition } of indexes) await run(definition);
  await run('ANALYZE ai_session');
  await run(
    `INSERT INTO ai_session_action (id, session_id, function_name, arguments, state, accepted, date_judged, date_created, created_by)
     SELECT uuid_v7(at), session_id, CASE part WHEN 0 THEN 'renameAccount' ELSE 'setSessionPurpose' END,
       format('{"accountId":"%s","name":"Customer %s","purpose":"Reviewed %s"}', account_id, n, n),
       state, state IN ('Applied', 'Failed'), CASE WHEN state <> 'Queued' THEN at + n % 7200 * interval '1 second' END, at,
       format('agent-%s@example.com', n / 20 % 12)
     FROM (SELECT s.id AS session_id, account_id, date_created AS at, part, n,
             CASE WHEN ${WAITS} THEN 'Queued' WHEN n / 20 % 10 < 7 THEN 'Applied' WHEN n / 20 % 10 < 9 THEN 'Refused' ELSE 'Failed' END AS state
           FROM (SELECT *, substring(purpose FROM '[0-9]+$')::int AS n FROM ai_session) s, generate_series(0, 1) part
           WHERE ${HAS_ACTIONS}) AS made`,
  );
  const [many] = await sql.rows<{ id: string }>({
    text: `INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
           VALUES ($2, 'Review a thousand proposals', $1, $1) RETURNING id`,
    values: [by, accounts[0]],
  });
  if (!many) throw new Error('No session was opened.');
  await run(
    `INSERT INTO ai_session_action (session_id, function_name, arguments, created_by)
     SELECT $2, 'setSessionPurpose', format('{"purpose":"Step %s of the review"}', n), $1
     FROM generate_series(1, ${MANY_ACTIONS}) n`,
    [by, many.id],
  );
  return many.id;
}
