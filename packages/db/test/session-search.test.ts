import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, listSessions, openDatabase, type Page, unwrap } from '../src/index.ts';
import { createTestDatabase } from '../src/testing/index.ts';

/** A session with the text of its actions, as the search has to see it. */
interface Known {
  readonly id: string;
  readonly account_id: string;
  readonly purpose: string;
  readonly state: string;
  readonly date_last_modified: string;
  readonly pending_actions: number;
  readonly discarded: boolean;
  readonly actions: readonly string[];
}

const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
let close: () => Promise<void>;
let database: Database;
let known: readonly Known[];
let account: string;

// Enough for every way of searching: texts with few matches and many, near the beginning of the list and far from it.
beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  database = openDatabase({ url, log: quiet, unhurried: true });
  close = async () => {
    await database.close();
    await drop();
  };
  await database.pool.query(`BEGIN; SELECT audit_as('{"silent":true}');
    INSERT INTO account (id, name, created_by, last_modified_by)
      SELECT n, 'Account ' || n, 'a', 'a' FROM generate_series(1, 2) n;
    INSERT INTO ai_session (account_id, purpose, discarded, created_by, last_modified_by)
      SELECT 1 + (n % 6 = 0)::int, concat_ws(' ', CASE WHEN n % 2 = 0 THEN 'Renewal' ELSE 'Outage' END,
        CASE WHEN n <= 2500 THEN 'of the old trunk' END, CASE WHEN n % 4000 = 9 THEN 'in 100% Reykjavik' END, n),
        n % 100 = 1, 'a', 'a' FROM generate_series(1, 12000) n;
    INSERT INTO ai_session_action (session_id, function_name, arguments, created_by)
      SELECT id, CASE WHEN purpose LIKE '%trunk%' THEN 'renewLine' ELSE 'setGreeting' END,
        format('{"text":"%s"}', CASE WHEN purpose LIKE '%Reykjavik%' THEN 'Holiday caf\\u00e9 \\"Zest\\"' ELSE 'OUTAGE \\u00fcber 😀' END), 'a'
      FROM ai_session WHERE length(purpose) % 2 = 0 OR purpose LIKE '%Reykjavik%' OR purpose LIKE '%trunk%';
    UPDATE ai_session SET date_last_modified = now() - (hashtext(id) % 1000) * interval '1 minute',
      state = CASE WHEN purpose LIKE '%7' THEN 'Failed' ELSE state END;
    COMMIT; ANALYZE`);
  const { rows } = await database.pool.query<Known>(
    `SELECT id, account_id, purpose, state, date_last_modified::text, pending_actions, discarded,
       ARRAY(SELECT concat_ws(' ', function_name, arguments, arguments::jsonb ->> 'text') FROM ai_session_action x WHERE x.session_id = s.id) AS actions
     FROM ai_session s ORDER BY id DESC`,
  );
  known = rows;
  account = '2';
});
afterAll(() => close());

const includes = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
const matches = (session: Known, text: string) =>
  includes(session.purpose, text) ||
  (text.length > 2 && session.actions.some((action) => includes(action, text)));

const TEXTS = [
  'renewal',
  'trunk',
  'Reykjavik',
  '100% r',
  'outage',
  'holiday',
  'renew',
  'greeting',
  'quetzal',
  'café',
  'fé "zest"',
  '"Zest',
  'ge über',
  'r 😀',
  're',
  'zq',
];
const FILTERS: readonly (readonly [
  string,
  Parameters<typeof listSessions>[2],
  (session: Known) => boolean,
])[] = [
  ['all', {}, (session) => !session.discarded],
  ['an account', { accountIds: ['2'] }, (session) => !session.discarded && session.account_id === account],
  ['what waits', { hasPendingActions: true }, (session) => !session.discarded && session.pending_actions > 0],
  ['a state', { states: ['Failed'] }, (session) => !session.discarded && session.state === 'Failed'],
  ['discarded ones', { states: ['Discarded'] }, (session) => session.discarded],
];

const CASES = TEXTS.flatMap((text) =>
  FILTERS.map(([name, request, keeps]) => ({ text, name, request, keeps })),
);

it.each(CASES)(
  'finds all sessions with "$text" among $name, and no others',
  async ({ text, request, keeps }) => {
    const { db } = database;
    const expected = known.filter((session) => keeps(session) && matches(session, text));
    const ids = expected.map(({ id }) => id);

    const first = unwrap(await listSessions(db, 'all', { ...request, text }));
    expect(first.totalCount).toBe(ids.length);
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 25));

    const deep = unwrap(await listSessions(db, 'all', { ...request, text, page: 3, countPerPage: 30 }));
    expect(deep.items.map(({ id }) => id)).toEqual(ids.slice(90, 120));
    expect(deep.totalCount).toBe(ids.length);

    const byDate = [...expected].sort((a, b) =>
      a.date_last_modified === b.date_last_modified
        ? Number(a.id < b.id) - Number(a.id > b.id)
        : a.date_last_modified < b.date_last_modified
          ? 1
          : -1,
    );
    const read: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<{ readonly id?: string }> = unwrap(
        await listSessions(db, 'all', {
          ...request,
          text,
          cursor,
          countPerPage: 1_000,
          simplifiedPaging: true,
          sortField: 'dateLastModified',
          sortOrder: 'Descend',
        }),
      );
      read.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(read).toEqual(byDate.map(({ id }) => id));
  },
);

it('sorts what is found by any column', async () => {
  const page = unwrap(
    await listSessions(database.db, 'all', {
      text: 'trunk',
      sortField: 'accountName',
      sortOrder: 'Descend',
    }),
  );
  expect(page.items.every(({ accountId }) => accountId === account)).toBe(true);
});
