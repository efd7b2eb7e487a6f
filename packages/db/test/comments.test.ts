import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  createComment,
  createSession,
  createUser,
  type Database,
  deleteComment,
  discardSession,
  expireProposals,
  findCommentsMark,
  findSession,
  findSessionProgress,
  listAuditEvents,
  listComments,
  listMentions,
  markMentionsSeen,
  openDatabase,
  purgeDiscardedSessions,
  queueActions,
  readReviewQueue,
  replaceComment,
  unwrap,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const by: Actor = { userName: 'ann@example.com', operation: 'NewAISessionComment' };

let testDatabase: TestDatabase;
let database: Database;
let ann: string;
let ben: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  const add = async (emailAddress: string, roles: readonly string[]) =>
    unwrap(await createUser(database.db, { emailAddress, roles, accountIds: [], by }));
  ann = await add('ann@example.com', ['SystemAdministrator']);
  ben = await add('ben@example.com', ['SystemAdministrator']);
  await add('ben@example.org', ['SystemAdministrator']);
  await add('manager@example.com', ['Manager']);
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function aSession(): Promise<string> {
  const { db } = database;
  const opened = await createSession(db, 'all', { purpose: 'Commented', by });
  const sessionId = opened?.session.id ?? '';
  await queueActions(db, 'all', { sessionId, proposals: [{ functionName: 'f' }], by });
  return sessionId;
}

const say = async (sessionId: string, text: string) =>
  unwrap(await createComment(database.db, { sessionId, text, authorId: ann, mayMention: true }, by));

const unseen = async (userId: string) =>
  unwrap(await listMentions(database.db, userId, { seen: false })).items.map(({ id }) => id);

describe('a comment', () => {
  it('is kept as it was said, with those who are meant, and changes nothing of its session', async () => {
    const { db } = database;
    const sessionId = await aSession();
    const before = await findSession(db, 'all', sessionId);
    const mark = await findCommentsMark(db, sessionId);
    // A name that two have is nobody's, and a manager reads no sessions.
    const text = 'A\u0308 עברית @ben@example.com @Ann @ben @manager@example.com @nobody\n<b>&';
    const said = await say(sessionId, text);
    expect(said.text).toBe(text);
    expect(said.mentions.map(({ userId }) => userId)).toEqual([ben, ann]);
    expect(unwrap(await listComments(db, { sessionId })).items).toEqual([said]);
    expect(await findSession(db, 'all', sessionId)).toEqual(before);
    expect(await findCommentsMark(db, sessionId)).not.toBe(mark);
    const progress = await findSessionProgress(db, 'all', sessionId);
    expect(progress?.comments).toEqual([{ by: 'ann@example.com', id: said.id, actionId: null, text }]);
    const { items } = unwrap(await listAuditEvents(db, { entityId: sessionId }));
    expect(JSON.parse(items[0]?.changes?.[0]?.after ?? '')).toEqual({ id: said.id, text });
    // Whoever mentions themselves knows.
    expect(await unseen(ben)).toEqual([said.id]);
    expect(await unseen(ann)).toEqual([]);
  });

  it('tells those whom it mentions since it was changed, and no more who it does not', async () => {
    const { db } = database;
    const sessionId = await aSession();
    const { id } = await say(sessionId, 'Look, @ben@example.com');
    await replaceComment(db, { id, text: 'Nobody', mayMention: true }, by);
    expect(await unseen(ben)).not.toContain(id);
    await replaceComment(db, { id, text: '@ben@example.com after all', mayMention: true }, by);
    expect(await unseen(ben)).toContain(id);
    const queue = { userId: ben, reminderDays: 0 };
    expect((await readReviewQueue(db, 'all', queue)).unseenMentions).toBeGreaterThan(0);
    expect((await readReviewQueue(db, ['another'], queue)).unseenMentions).toBe(0);
    expect(await markMentionsSeen(db, { userId: ben, sessionId, by })).toBe(1);
    expect(await unseen(ben)).not.toContain(id);
    await deleteComment(db, id, by);
    expect(unwrap(await listComments(db, { sessionId })).items).toEqual([]);
  });

  it('goes with its session, once that is removed for good', async () => {
    const { db, pool } = database;
    const sessionId = await aSession();
    const { id } = await say(sessionId, 'Goes, @ben@example.com');
    unwrap(await discardSession(db, 'all', { id: sessionId, by }));
    expect(await unseen(ben)).not.toContain(id);
    await pool.query(
      `UPDATE ai_session SET date_discarded = now() - interval '1 year' FROM audit_as('{"silent":true}') WHERE id = $1`,
      [sessionId],
    );
    expect(await purgeDiscardedSessions(db)).toBe(1);
    expect(await findCommentsMark(db, sessionId)).toBe('0');
  });
});

describe('an action that nobody decides on', () => {
  it('is overdue, and is refused once it has waited as long as it may', async () => {
    const { db, pool } = database;
    const queue = { userId: ann, reminderDays: 3 };
    const { overdueSessions } = await readReviewQueue(db, 'all', queue);
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query(`SELECT audit_as('{"silent":true}')`);
    const { rows } = await client.query(
      `INSERT INTO ai_session (id, created_by, last_modified_by)
       VALUES (uuid_v7(now() - interval '9 days'), 'agent', 'agent') RETURNING id`,
    );
    const sessionId: string = rows[0].id;
    // The second has been returned since, and the third revised.
    await client.query(
      `INSERT INTO ai_session_action (session_id, function_name, arguments, created_by, state, date_created, date_judged,
         earlier_versions)
       VALUES ($1, 'f', '{}', 'agent', 'Queued', now() - interval '8 days', NULL, '[]'),
         ($1, 'g', '{}', 'agent', 'Returned', now() - interval '8 days', now() - interval '6 days', '[]'),
         ($1, 'h', '{}', 'agent', 'Queued', now() - interval '8 days', NULL,
           jsonb_build_array(jsonb_build_object('dateReplaced', now() - interval '1 day')))`,
      [sessionId],
    );
    await client.query('COMMIT');
    client.release();
    await aSession();

    expect((await readReviewQueue(db, 'all', queue)).overdueSessions).toBe(overdueSessions + 1);
    expect(await expireProposals(db, 7)).toBe(1);
    expect(await expireProposals(db, 5)).toBe(1);
    expect(await expireProposals(db, 5)).toBe(0);
    const session = await findSession(db, 'all', sessionId);
    expect(session?.actions.map(({ state, reason, judgedBy }) => [state, reason, judgedBy])).toEqual([
      ['Refused', 'Expired: nobody decided on it within 7 days.', 'system'],
      ['Refused', 'Expired: it was not revised within 5 days.', 'system'],
      ['Queued', undefined, undefined],
    ]);
    const { items } = unwrap(await listAuditEvents(db, { entityId: sessionId }));
    expect(items.map(({ operation, userName }) => [operation, userName])).toEqual([
      ['ExpireProposals', 'system'],
      ['ExpireProposals', 'system'],
    ]);
  });
});
