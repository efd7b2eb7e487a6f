import type { Sql } from './pg-statements.ts';

/** Sessions among which is searched. */
export const SEARCHED_SESSIONS = 1_000_000;

/** Texts to search for, with what is known of their matches among the sessions of {@link fillForSearch}. */
export const SEARCHES = {
  rare: 'Reykjavik',
  medium: 'porting',
  common: 'renewal',
  old: 'trunk',
  none: 'quetzal',
  'two letters': 're',
  'rare in arguments': '"extension":"77760"',
  'medium in arguments': 'holiday',
  'common in arguments': 'extension',
} as const;

/** A value of a list for each number, spread so that neighbours differ. */
const spread = (list: readonly string[], factor: number) =>
  `(ARRAY[${list.map((text) => `'${text}'`).join(', ')}])[1 + (n * ${factor} % 1009) % ${list.length}]`;

const VERBS = ['Review', 'Check', 'Correct', 'Prepare', 'Update', 'Reconcile', 'Document'];
const SUBJECTS = [
  'the billing settings',
  'call forwarding at night',
  'voicemail greetings',
  'the hunt group of the front desk',
  'emergency addresses',
  'caller names shown abroad',
  'queue announcements',
  'opening hours',
];
const OCCASIONS = [
  'before renewal',
  'ahead of the renewal talk',
  'as the renewal offer says',
  'after the move to another office',
  'since a customer complained',
  'for the quarterly audit',
  'because staff changed',
  'as asked for by phone',
  'before the merger',
  'after an outage',
];

const PURPOSE = `concat_ws(' ', ${spread(VERBS, 7)}, CASE WHEN n % 100 = 7 THEN 'number porting' WHEN n <= 50000 AND n % 2 = 0
  THEN 'the old SIP trunk' ELSE ${spread(SUBJECTS, 11)} END, ${spread(OCCASIONS, 13)},
  CASE WHEN n % 50000 = 17 THEN 'in Reykjavik' END, 'case', n)`;

/** Every twentieth session has two actions; those of every fourth of them were applied, the others wait. */
const HAS_ACTIONS = 'n % 20 = 0';
const IS_APPLIED = 'n % 80 = 0';

/**
 * Replaces all sessions by a million with purposes as people write them, and 100,000 actions. *Rare* has 20 matches,
 * *medium* 10,000, *common* 300,000 and *old* 25,000, all of them among the oldest sessions. Indexes are left out
 * meanwhile and built in one go, and no trigger runs.
 */
export async function fillForSearch(sql: Sql, by: string, accounts: readonly string[]): Promise<void> {
  const run = (text: string, values: readonly unknown[] = []) => sql.rows({ text, values });
  await run('SET LOCAL session_replication_role = replica');
  await run("SET LOCAL maintenance_work_mem = '512MB'");
  const indexes = await sql.rows<{ name: string; definition: string }>({
    text: `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
           WHERE indrelid IN ('ai_session'::regclass, 'ai_session_action'::regclass) AND NOT indisunique`,
    values: [],
  });
  for (const { name } of indexes) await run(`DROP INDEX ${name}`);
  await run('TRUNCATE ai_session CASCADE');
  await run(
    `INSERT INTO ai_session (account_id, purpose, state, pending_actions, discarded, created_by, last_modified_by,
       date_created, date_last_modified)
     SELECT ($2::text[])[1 + n * 31 % array_length($2::text[], 1)], ${PURPOSE},
       CASE WHEN ${IS_APPLIED} THEN 'Applied' ELSE 'Open' END,
       CASE WHEN ${HAS_ACTIONS} AND NOT (${IS_APPLIED}) THEN 2 ELSE 0 END, n % 50 = 1, $1, $1,
       now() - (${SEARCHED_SESSIONS} - n) * interval '1 minute',
       now() - (${SEARCHED_SESSIONS} - n) * random() * interval '1 minute'
     FROM generate_series(1, ${SEARCHED_SESSIONS}) n`,
    [by, accounts],
  );
  await run(
    `INSERT INTO ai_session_action (session_id, function_name, arguments, state, created_by)
     SELECT s.id, CASE part WHEN 0 THEN 'setForwarding' ELSE 'setGreeting' END,
       CASE part WHEN 0 THEN format('{"extension":"%s","forwardTo":"+49 30 %s","enabled":true}', n, 5550000 + n)
       ELSE format('{"accountId":"%s","greeting":"%s"}', s.account_id,
         CASE WHEN n % 200 = 0 THEN 'We are on holiday until Monday' ELSE 'Thank you for calling us' END) END,
       CASE s.state WHEN 'Applied' THEN 'Applied' ELSE 'Queued' END, $1
     FROM (SELECT *, substring(purpose FROM '[0-9]+$')::int AS n FROM ai_session) s, generate_series(0, 1) part
     WHERE ${HAS_ACTIONS}`,
    [by],
  );
  for (const { definition } of indexes) await run(definition);
}
