import { actionStates, actionStatesThat, isDroppable, isOpen, isPending } from '@ai-sessions/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  createSession,
  type Database,
  dropAction,
  findSession,
  judgeAction,
  openDatabase,
  queueActions,
  SILENTLY,
  type Sql,
  sqlOn,
} from '../src/index.ts';
import { createTestDatabase } from '../src/testing/index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error: console.error };
const by: Actor = { userName: 'tester@example.com', operation: 'Test' };
let database: Database;
let sql: Sql;
let close: () => Promise<void>;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  database = openDatabase({ url, log: quiet });
  sql = sqlOn(database.pool);
  close = async () => {
    await database.close();
    await drop();
  };
});
afterAll(() => close());

describe.each(actionStatesThat(() => true))('an action that is %s', (state) => {
  async function anAction() {
    const created = await createSession(sql, 'all', { by });
    const sessionId = created?.session.id ?? '';
    await queueActions(sql, 'all', { sessionId, by, proposals: [{ functionName: 'setSessionPurpose' }] });
    await sql.rows({
      text: 'UPDATE ai_session_action SET state = $2 FROM audit_as($3) WHERE session_id = $1 RETURNING 1',
      values: [sessionId, state, SILENTLY],
    });
    const record = await findSession(sql, 'all', sessionId);
    return { sessionId, actionId: record?.actions[0]?.id ?? '', session: record?.session };
  }

  it('counts among the pending ones where the table of states says so', async () => {
    const { session } = await anAction();
    expect(session?.pendingActions ?? 0).toBe(isPending(state) ? 1 : 0);
  });

  it('can be judged and dropped where the table of states says so', async () => {
    const judged = await anAction();
    expect(await judgeAction(sql, 'all', { ...judged, by, judgement: 'Accepted' })).toBe(isOpen(state));
    const dropped = await anAction();
    expect(await dropAction(sql, 'all', { ...dropped, by })).toBe(isDroppable(state));
  });
});

it('knows the rules of every state', () => {
  expect(Object.keys(actionStates)).toEqual(actionStatesThat(() => true));
});
