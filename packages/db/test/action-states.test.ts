import { actionStates, actionStatesThat, isDroppable, isOpen, isPending } from '@ai-sessions/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  createSession,
  type Database,
  type Db,
  dropAction,
  findSession,
  judgeAction,
  openDatabase,
  queueActions,
} from '../src/index.ts';
import { createTestDatabase } from '../src/testing/index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
const by: Actor = { userName: 'tester@example.com', operation: 'Test' };
let database: Database;
let db: Db;
let close: () => Promise<void>;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  database = openDatabase({ url, log: quiet });
  db = database.db;
  close = async () => {
    await database.close();
    await drop();
  };
});
afterAll(() => close());

describe.each(actionStatesThat(() => true))('an action that is %s', (state) => {
  async function anAction() {
    const created = await createSession(db, 'all', { by });
    const sessionId = created?.session.id ?? '';
    await queueActions(db, 'all', { sessionId, by, proposals: [{ functionName: 'setSessionPurpose' }] });
    await db.write('silently', ({ prisma }) =>
      prisma.aISessionAction.updateMany({ where: { sessionId }, data: { state } }),
    );
    const record = await findSession(db, 'all', sessionId);
    return { sessionId, actionId: record?.actions[0]?.id ?? '', session: record?.session };
  }

  it('counts among the pending ones where the table of states says so', async () => {
    const { session } = await anAction();
    expect(session?.pendingActions ?? 0).toBe(isPending(state) ? 1 : 0);
  });

  it('can be judged and dropped where the table of states says so', async () => {
    const judged = await anAction();
    const { ok: isJudged } = await judgeAction(db, 'all', {
      ...judged,
      by,
      judgement: 'Accepted',
      asPerson: true,
    });
    expect(isJudged).toBe(isOpen(state));
    const dropped = await anAction();
    const { ok: isDropped } = await dropAction(db, 'all', { ...dropped, by });
    expect(isDropped).toBe(isDroppable(state));
  });
});

it('knows the rules of every state', () => {
  expect(Object.keys(actionStates)).toEqual(actionStatesThat(() => true));
});
