import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../src/db.ts';
import { type Database, listSessions, openDatabase, type Page, unwrap } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

type Request = Parameters<typeof listSessions>[2];

/** A session as the list has to see it. */
interface Known {
  readonly id: string;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly purpose: string;
  readonly state: string;
  readonly created_by: string;
  readonly date_last_modified: string;
  readonly discarded: boolean;
}

/** Sessions of the account that has the most. */
const LARGE = 3_000;

let testDatabase: TestDatabase;
let database: Database;
let client: pg.Client;
let known: readonly Known[];

// Account 1 is large and old, 2 is large and new, 3 has none, the others have a few each, here and there in the list.
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog, unhurried: true });
  client = new pg.Client({ connectionString: testDatabase.url });
  await client.connect();
  await client.query(`BEGIN; SELECT audit_as('{"silent":true}');
    INSERT INTO account (id, name, created_by, last_modified_by)
      SELECT n, 'Account ' || n % 7, 'a', 'a' FROM generate_series(1, 60) n;
    INSERT INTO ai_session (account_id, purpose, discarded, state, created_by, last_modified_by, date_last_modified)
      SELECT CASE WHEN n % 20 = 0 THEN NULL WHEN n % 4 = 1 THEN (4 + n / 4 % 57)::text WHEN n <= ${LARGE} THEN '1' ELSE '2' END,
        'Renewal ' || n, n % 50 = 3, CASE WHEN n % 40 = 5 THEN 'Failed' ELSE 'Open' END,
        CASE WHEN n % 500 = 1 THEN 'seldom' ELSE 'a' END, 'a', now() - (n * 7919 % 6007) * interval '1 minute'
      FROM generate_series(1, ${2 * LARGE}) n ORDER BY n;
    COMMIT`);
  await client.query('VACUUM ANALYZE');
  const { rows } = await client.query<Known>(
    `SELECT s.id, account_id, a.name AS account_name, purpose, state, s.created_by, s.date_last_modified::text, discarded
     FROM ai_session s LEFT JOIN account a ON a.id = s.account_id`,
  );
  known = rows;
});

afterAll(async () => {
  await client.end();
  await database.close();
  await testDatabase.drop();
});

const few = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => String(from + index));

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'no account': [],
  'an account without sessions': ['3'],
  'a small account': ['5'],
  'a large account': ['1'],
  'one account named twice, and one that does not exist': ['4', '4', 'x'],
  'four accounts': ['1', '2', '7', '9'],
  'eight accounts': few(3, 8),
  'nine accounts': few(1, 9),
  'fifty accounts': few(4, 50),
  'a thousand accounts, of which most do not exist': few(1, 1_000),
};

const SORTS: Readonly<Record<string, (session: Known) => string>> = {
  id: ({ id }) => id,
  accountId: ({ account_id }) => account_id ?? '',
  accountName: ({ account_name }) => account_name ?? '',
  purpose: ({ purpose }) => purpose,
  dateLastModified: ({ date_last_modified }) => date_last_modified,
  state: ({ state }) => state,
};

const FILTERS: Readonly<Record<string, readonly [Request, (session: Known) => boolean]>> = {
  nothing: [{}, ({ discarded }) => !discarded],
  'a state': [{ states: ['Failed'] }, ({ discarded, state }) => !discarded && state === 'Failed'],
  'discarded ones': [{ states: ['Discarded'] }, ({ discarded }) => discarded],
  'who created them': [
    { createdBy: 'seldom' },
    ({ discarded, created_by }) => !discarded && created_by === 'seldom',
  ],
};

function expected(
  scope: readonly string[],
  keeps: (session: Known) => boolean,
  sort: string,
  ascending: boolean,
) {
  const key = SORTS[sort] ?? SORTS.id;
  const within = new Set(scope);
  const compare = (a: string, b: string) => Number(a > b) - Number(a < b);
  return known
    .filter((session) => session.account_id !== null && within.has(session.account_id) && keeps(session))
    .sort((a, b) => (compare(key?.(a) ?? '', key?.(b) ?? '') || compare(a.id, b.id)) * (ascending ? 1 : -1))
    .map(({ id }) => id);
}

async function readToEnd(request: Request, scope: readonly string[]): Promise<(string | undefined)[]> {
  const read: (string | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<{ readonly id?: string }> = unwrap(
      await listSessions(database.db, scope, { ...request, cursor, simplifiedPaging: true }),
    );
    read.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return read;
}

describe.each(Object.entries(SCOPES))('a caller limited to %s', (_, scope) => {
  it.each(Object.keys(SORTS))('reads the sessions of these by %s, in both directions', async (sortField) => {
    for (const [name, [filter, keeps]] of Object.entries(FILTERS)) {
      for (const sortOrder of ['Ascend', 'Descend'] as const) {
        const ids = expected(scope, keeps, sortField, sortOrder === 'Ascend');
        const request = { ...filter, sortField, sortOrder };
        expect(await readToEnd({ ...request, countPerPage: 1_000 }, scope), name).toEqual(ids);
        const first = unwrap(await listSessions(database.db, scope, request));
        expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 25));
        expect(first.totalCount).toBe(ids.length);
        const third = unwrap(
          await listSessions(database.db, scope, { ...request, page: 2, countPerPage: 7 }),
        );
        expect(third.items.map(({ id }) => id)).toEqual(ids.slice(14, 21));
        expect(third.totalCount).toBe(ids.length);
      }
    }
  });

  it('sees no more of them by asking for accounts', async () => {
    const all = unwrap(
      await listSessions(database.db, 'all', {
        accountIds: [...scope, '2', '6'],
        countPerPage: 1_000,
      }),
    );
    expect(all.totalCount).toBe(
      expected([...scope, '2', '6'], ({ discarded }) => !discarded, 'id', false).length,
    );
    const asked = unwrap(
      await listSessions(database.db, scope, {
        accountIds: ['2', '6', '6'],
        countPerPage: 1_000,
      }),
    );
    const allowed = scope.filter((id) => ['2', '6'].includes(id));
    expect(asked.items.map(({ id }) => id)).toEqual(
      expected(allowed, ({ discarded }) => !discarded, 'id', false).slice(0, 1_000),
    );
  });

  it('is told the names of the accounts', async () => {
    const { items } = unwrap(await listSessions(database.db, scope, {}));
    const names = new Map(known.map(({ account_id, account_name }) => [account_id, account_name]));
    for (const item of items) expect(item.accountName).toBe(names.get(item.accountId ?? null));
  });
});

describe('a page of a list', () => {
  /** What EXPLAIN tells of a node of a plan. */
  interface Node {
    readonly 'Relation Name'?: string;
    readonly 'Actual Rows': number;
    readonly 'Actual Loops': number;
    readonly 'Rows Removed by Filter'?: number;
    readonly Plans?: readonly Node[];
  }

  /** Sessions that a plan went through. */
  function sessionsRead(node: Node): number {
    const own =
      node['Relation Name'] === 'ai_session'
        ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
        : 0;
    return own + (node.Plans ?? []).reduce((sum, inner) => sum + sessionsRead(inner), 0);
  }

  /** The database, which counts the sessions that each statement goes through with a plan that is kept, or made anew. */
  function counting({ db }: Database, counts: number[], mode: string): Db {
    return {
      ...db,
      async rows(statement) {
        const { text, values } = statement.query;
        await client.query(`SET plan_cache_mode = ${mode}`);
        const explain = { text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values: [...values] };
        const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(explain);
        counts.push(
          sessionsRead(rows[0]?.['QUERY PLAN'][0]?.Plan ?? { 'Actual Rows': 0, 'Actual Loops': 0 }),
        );
        return db.rows(statement);
      },
    };
  }

  const CASES: readonly (readonly [string, readonly string[], Request, number])[] = [
    ['of one account, all of whose sessions are old', ['1'], {}, 26],
    ['of four accounts, of which the large one is old', ['1', '7', '9', '11'], {}, 60],
    ['of four accounts, oldest first', ['2', '7', '9', '11'], { sortField: 'id' }, 60],
    ['of four accounts by date', ['7', '8', '9', '11'], { sortField: 'dateLastModified' }, 220],
    ['of nine accounts, all of which are small', few(4, 9), {}, 900],
    [
      'of a thousand accounts, of which the large one is old',
      few(1, 1_000).filter((id) => id !== '2'),
      {},
      400,
    ],
  ];

  it.each(CASES)('goes through few others: %s', async (_, scope, request, most) => {
    for (const mode of ['force_generic_plan', 'force_custom_plan']) {
      const counts: number[] = [];
      await listSessions(counting(database, counts, mode), scope, { ...request, simplifiedPaging: true });
      expect(counts.length).toBeGreaterThan(0);
      for (const count of counts) expect(count, mode).toBeLessThanOrEqual(most);
    }
  });

  it('has a plan that PostgreSQL keeps, of all sessions and of some accounts', async () => {
    const own = openDatabase({ url: testDatabase.url, log: quietLog, poolSize: 1 });
    try {
      for (let time = 0; time < 10; time++) {
        await listSessions(own.db, 'all', { simplifiedPaging: true });
        await listSessions(own.db, 'all', {});
        await listSessions(own.db, ['7'], { simplifiedPaging: true });
        await listSessions(own.db, ['7', '8', '9', '10'], {});
        await listSessions(own.db, few(4, 30), { simplifiedPaging: true });
        await listSessions(own.db, ['7', '8'], { simplifiedPaging: true, sortField: 'dateLastModified' });
      }
      const { rows } = await own.pool.query<{ kept: boolean }>(
        "SELECT generic_plans > 0 AS kept FROM pg_prepared_statements WHERE statement LIKE '%ai_session s%'",
      );
      expect(rows.map(({ kept }) => kept)).toEqual([true, true, true, true, true, true]);
    } finally {
      await own.close();
    }
  });
});
