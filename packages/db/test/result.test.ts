import { MAXIMUM_ALL } from '@ai-sessions/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  changeUser,
  createAccount,
  createSession,
  createUser,
  type Database,
  type Db,
  deleteAccount,
  deleteUser,
  discardSession,
  findUser,
  listAccounts,
  openDatabase,
  redeemRecovery,
  restoreSession,
  revokeBrowserSession,
  storeRecovery,
  unwrap,
  withIdempotencyKey,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const by: Actor = { userName: 'tester@example.com', operation: 'Test' };
const NOBODY = '019c0000-0000-7000-8000-000000000000';
let testDatabase: TestDatabase;
let database: Database;
let db: Db;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  db = database.db;
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function aUser(name: string, roles: readonly string[] = []): Promise<string> {
  return unwrap(await createUser(db, { emailAddress: `${name}@example.com`, roles, accountIds: [], by }));
}

describe('a page is refused', () => {
  it('when the list cannot be sorted like that, with what it can be sorted by', async () => {
    expect(await listAccounts(db, 'all', { sortField: 'colour' })).toEqual({
      ok: false,
      reason: 'unknownSortField',
      sortable: [
        'id',
        'name',
        'parentAccountId',
        'dateCreated',
        'dateLastModified',
        'createdBy',
        'lastModifiedBy',
      ],
    });
  });

  it.each(['none', Buffer.from('{"sort":"name","direction":"ASC","id":"x"}').toString('base64url')])(
    'when its cursor is not of this list: %s',
    async (cursor) => {
      expect(await listAccounts(db, 'all', { cursor })).toEqual({ ok: false, reason: 'foreignCursor' });
    },
  );

  it('when there are more rows than can be had at once', async () => {
    const data = Array.from({ length: MAXIMUM_ALL + 1 }, (_, n) => ({
      name: `One of many ${n}`,
      createdBy: 'test',
      lastModifiedBy: 'test',
    }));
    // In parts, since a transaction is ended that takes long on a busy machine.
    for (let from = 0; from < data.length; from += 1_000) {
      const part = data.slice(from, from + 1_000);
      await db.write('silently', ({ prisma }) => prisma.account.createMany({ data: part }));
    }
    expect(await listAccounts(db, 'all', { all: true })).toEqual({
      ok: false,
      reason: 'tooManyRows',
      maximum: MAXIMUM_ALL,
    });
  });
});

describe('a change is refused, and says why', () => {
  it('of users', async () => {
    const ann = await aUser('ann', ['SystemAdministrator']);
    const account = await createAccount(db, { name: 'Theirs', by });
    const scope = [account?.id ?? ''];
    const again = { emailAddress: 'ANN@example.com', roles: [], accountIds: [], by };
    expect(await createUser(db, again)).toEqual({ ok: false, reason: 'emailTaken' });
    expect(await changeUser(db, 'all', { id: NOBODY, by })).toEqual({ ok: false, reason: 'notFound' });
    expect(await deleteUser(db, scope, { id: ann, by })).toEqual({ ok: false, reason: 'notFound' });
    expect(await deleteUser(db, 'all', { id: ann, by })).toEqual({ ok: false, reason: 'lastAdministrator' });
    unwrap(await changeUser(db, 'all', { id: ann, accountIds: scope, by }));
    expect(await deleteUser(db, scope, { id: ann, by })).toEqual({ ok: false, reason: 'notManaged' });
    expect((await findUser(db, 'all', ann))?.roles).toEqual(['SystemAdministrator']);
  });

  it('of accounts', async () => {
    const id = (await createAccount(db, { name: 'Used', by }))?.id ?? '';
    await createSession(db, 'all', { accountId: id, by });
    expect(await deleteAccount(db, 'all', { id, by })).toEqual({ ok: false, reason: 'inUse' });
    expect(await deleteAccount(db, [NOBODY], { id, by })).toEqual({ ok: false, reason: 'notFound' });
    expect(await deleteAccount(db, 'all', { id: NOBODY, by })).toEqual({ ok: false, reason: 'notFound' });
  });

  it('of sessions', async () => {
    const id = (await createSession(db, 'all', { by }))?.session.id ?? '';
    expect(await restoreSession(db, 'all', { id, by })).toEqual({ ok: false, reason: 'notFound' });
    unwrap(await discardSession(db, 'all', { id, by }));
    expect(await discardSession(db, 'all', { id, by })).toEqual({ ok: false, reason: 'notFound' });
    unwrap(await restoreSession(db, 'all', { id, by }));
  });

  it('of passwords and sign-ins', async () => {
    const userId = await aUser('kim');
    const recovery = { tokenHash: Buffer.from('token'), lifetimeSeconds: 60, by };
    expect(await storeRecovery(db, { ...recovery, userId: NOBODY })).toEqual({
      ok: false,
      reason: 'notFound',
    });
    unwrap(await changeUser(db, 'all', { id: userId, disabled: true, by }));
    expect(await storeRecovery(db, { ...recovery, userId })).toEqual({ ok: false, reason: 'disabled' });
    const redeemed = { tokenHash: Buffer.from('other'), passwordHash: 'hash', by };
    expect(await redeemRecovery(db, redeemed)).toEqual({ ok: false, reason: 'badToken' });
    expect(await revokeBrowserSession(db, { id: NOBODY, by })).toEqual({ ok: false, reason: 'notFound' });
  });
});

describe('an idempotency key', () => {
  const requestOf = (userId: string, fingerprint: string) => ({
    userId,
    key: 'key',
    fingerprint: Buffer.from(fingerprint),
  });

  it('gives the first answer again, and is refused for another request', async () => {
    const userId = await aUser('once');
    const first = await withIdempotencyKey(db, requestOf(userId, 'one'), async () => ({ answer: 1 }));
    const again = await withIdempotencyKey(db, requestOf(userId, 'one'), async () => ({ answer: 2 }));
    expect([first, again]).toEqual([
      { ok: true, value: { answer: 1 } },
      { ok: true, value: { answer: 1 } },
    ]);
    expect(await withIdempotencyKey(db, requestOf(userId, 'two'), async () => ({}))).toEqual({
      ok: false,
      reason: 'keyReused',
    });
  });

  it('is refused while the first request with it is still under way, and the connections stay good', async () => {
    const userId = await aUser('waiting');
    const request = requestOf(userId, 'one');
    const answer = await withIdempotencyKey(db, request, async () => ({
      second: await withIdempotencyKey(db, request, async () => ({})),
    }));
    expect(answer).toEqual({ ok: true, value: { second: { ok: false, reason: 'inFlight' } } });
    expect(await withIdempotencyKey(db, requestOf(userId, 'one'), async () => ({}))).toEqual(answer);
  });
});
