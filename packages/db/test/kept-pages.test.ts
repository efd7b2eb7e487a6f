import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  changeAccount,
  changeSession,
  createAccount,
  createSession,
  type Database,
  type Db,
  discardSession,
  dropActions,
  listSessions,
  openDatabase,
  queueActions,
  restoreSession,
  unwrap,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

// Pages of sessions are kept as they were read. None that is given out differs from what is stored.

type Request = Parameters<typeof listSessions>[2];

let testDatabase: TestDatabase;
let database: Database;
/** The database of another process. */
let other: Database;
let db: Db;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  other = openDatabase({ url: testDatabase.url, log: quietLog });
  db = database.db;
});

afterAll(async () => {
  await Promise.all([database.close(), other.close()]);
  await testDatabase.drop();
});

const by: Actor = { userName: 'a@example.com', operation: 'Test' };

async function newAccount(name: string): Promise<string> {
  const account = await createAccount(db, { name, by });
  if (!account?.id) throw new Error('There is no account.');
  return account.id;
}

async function newSession(accountId: string, purpose: string): Promise<string> {
  const made = await createSession(db, 'all', { accountId, purpose, by });
  if (!made) throw new Error('There is no session.');
  return made.session.id;
}

const page = async (request: Request, from: Db = db) => unwrap(await listSessions(from, 'all', request));

/** The ways in which lists of one account, of some and of all are read. */
const LISTS: Readonly<Record<string, (account: string) => Request>> = {
  'of one account': (account) => ({ accountIds: [account], simplifiedPaging: true }),
  'of one account, oldest first': (account) => ({
    accountIds: [account],
    simplifiedPaging: true,
    sortField: 'id',
    sortOrder: 'Ascend',
  }),
  'of one account, with totals': (account) => ({ accountIds: [account] }),
  'of some accounts': (account) => ({ accountIds: [account, 'x', 'y'], simplifiedPaging: true }),
  'of one account by the name of the account': (account) => ({
    accountIds: [account],
    sortField: 'accountName',
  }),
  'of all': () => ({}),
};

describe.each(Object.entries(LISTS))('a list %s', (_, listOf) => {
  it('is the same object until another process changes anything that it shows', async () => {
    const account = await newAccount('Acme, "1" 2');
    await newSession(account, 'first');
    const id = await newSession(account, 'second');
    const request = listOf(account);
    const all = other.db;
    const changes: Readonly<Record<string, () => Promise<unknown>>> = {
      purpose: () => changeSession(all, 'all', { id, values: { purpose: 'changed' }, by }),
      'no purpose': () => changeSession(all, 'all', { id, values: { purpose: '' }, by }),
      'an action': () =>
        queueActions(all, 'all', {
          sessionId: id,
          proposals: [{ functionName: 'f', arguments: '{}', argumentsHash: 'h' }],
          once: false,
          versions: undefined,
          trace: undefined,
          by,
          limit: undefined,
        }),
      'no action': () => dropActions(all, 'all', { sessionId: id, by, versions: undefined }),
      'the name of the account': () => changeAccount(all, 'all', { id: account, name: '2', by }),
      discarding: () => discardSession(all, 'all', { id, by, versions: undefined }),
      restoring: () => restoreSession(all, 'all', { id, by }),
      'another session': () => createSession(all, 'all', { accountId: account, purpose: 'third', by }),
    };
    for (const [what, change] of Object.entries(changes)) {
      const before = await page(request);
      expect(await page(request), what).toBe(before);
      await change();
      const after = await page(request);
      expect(after, what).not.toEqual(before);
      // A database that has kept nothing tells what is there.
      const fresh = openDatabase({ url: testDatabase.url, log: quietLog, poolSize: 1 });
      try {
        expect(after, what).toEqual(await page(request, fresh.db));
      } finally {
        await fresh.close();
      }
    }
  });

  it('shows what was written before it was asked for, however many ask', async () => {
    const account = await newAccount('Busy');
    const id = await newSession(account, 'begin');
    const request = listOf(account);
    for (let round = 0; round < 20; round++) {
      const under = Array.from({ length: 8 }, () => page(request));
      const purpose = `round ${round}`;
      await changeSession(round % 2 === 0 ? db : other.db, 'all', { id, values: { purpose }, by });
      const asked = await Promise.all(Array.from({ length: 8 }, () => page(request)));
      for (const { items } of asked) {
        expect(items.find((session) => session.id === id)?.purpose).toBe(purpose);
      }
      await Promise.all(under);
    }
  });
});

it('gives each of many who ask at once the list of their account, and an empty one where there is none', async () => {
  const accounts = await Promise.all(
    Array.from({ length: 40 }, (_, index) => newAccount(`Account ${index}`)),
  );
  const filled = accounts.filter((_, index) => index % 3 !== 0);
  for (const account of filled) await newSession(account, account);
  for (let time = 0; time < 2; time++) {
    const pages = await Promise.all(
      accounts.map((account) => page({ accountIds: [account], simplifiedPaging: true })),
    );
    expect(pages.map(({ items }) => items.map(({ purpose }) => purpose))).toEqual(
      accounts.map((account) => (filled.includes(account) ? [account] : [])),
    );
  }
});

it('neither keeps nor shows others what a transaction reads that is undone', async () => {
  const account = await newAccount('Undone');
  const id = await newSession(account, 'kept');
  const request = { accountIds: [account], simplifiedPaging: true };
  const before = await page(request);
  const undone = db.transaction(async (tx) => {
    await changeSession(tx, 'all', { id, values: { purpose: 'undone' }, by });
    expect((await page(request, tx)).items[0]?.purpose).toBe('undone');
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await page(request)).toBe(before);
});

it('goes on when the read that was waited for has failed', async () => {
  const account = await newAccount('Failing');
  await newSession(account, 'p');
  const request: Request = { accountIds: [account, 'x'], simplifiedPaging: true };
  const rows: Db['rows'] = () => Promise.reject(new Error('gone'));
  const failing: Db = { ...db, rows };
  const [first, second] = await Promise.allSettled([page(request, failing), page(request, failing)]);
  expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
  Object.assign(failing, { rows: db.rows });
  expect((await page(request, failing)).items).toHaveLength(1);
});
