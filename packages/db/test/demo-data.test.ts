import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Actor,
  addDemoData,
  createAccount,
  createSession,
  type Database,
  listSessions,
  openDatabase,
  queueActions,
  readSetup,
  removeDemoData,
  unwrap,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const by: Actor = { userName: 'ann@example.com', operation: 'Test' };

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** The ids of all that demo data could be taken for, and of the records that are known to be some. */
async function everything() {
  const { rows } = await database.pool.query<{ readonly id: string }>(`
    SELECT id FROM account UNION ALL SELECT id FROM ai_session UNION ALL SELECT id FROM ai_session_action
    UNION ALL SELECT 'demo ' || id FROM ai_demo_record ORDER BY id`);
  return rows.map(({ id }) => id);
}

it('puts demo data in once, and takes out just that', async () => {
  const { db } = database;
  expect(await readSetup(db)).toEqual({ hasKey: false, demoAccounts: 0, demoSessions: 0 });

  expect(await addDemoData(db, false, by)).toMatchObject({ ok: true, value: { demoAccounts: 10 } });
  const first = await everything();
  const again = await addDemoData(db, true, by);
  expect(await everything()).toEqual(first);
  // Nobody takes what is only there to be looked at for the first account or session.
  expect(again).toEqual({ ok: true, value: { hasKey: false, demoAccounts: 10, demoSessions: 203 } });
  expect(await removeDemoData(db, by)).toEqual({ hasKey: false, demoAccounts: 0, demoSessions: 0 });
  expect(await everything()).toEqual([]);

  const account = await createAccount(db, { name: 'Theirs', by });
  const opened = await createSession(db, 'all', { accountId: account?.id, by });
  const theirs = await everything();
  expect(await addDemoData(db, false, by)).toEqual({ ok: false, reason: 'hasRealSessions' });
  expect(await everything()).toEqual(theirs);
  expect(await addDemoData(db, true, by)).toMatchObject({
    ok: true,
    value: { accountId: account?.id, sessionId: opened?.session.id, demoSessions: 203 },
  });
  await removeDemoData(db, by);
  expect(await everything()).toEqual(theirs);
});

it('keeps what somebody has come to work with, until they are done', async () => {
  const { db } = database;
  const before = await everything();
  await addDemoData(db, true, by);
  const waiting = unwrap(await listSessions(db, 'all', { hasPendingActions: true }));
  const [touched, untouched] = waiting.items;
  await queueActions(db, 'all', {
    sessionId: touched?.id ?? '',
    proposals: [{ functionName: 'setSessionPurpose' }],
    by,
  });
  const onAccount = await createSession(db, 'all', { accountId: untouched?.accountId, by });

  expect(await removeDemoData(db, by)).toMatchObject({ demoAccounts: 2, demoSessions: 1 });
  const kept = await everything();
  expect(kept).toEqual(
    expect.arrayContaining([...before, touched?.id, touched?.accountId, onAccount?.session.id]),
  );
  expect(kept).not.toContain(untouched?.id);
});
