import {
  type Actor,
  createComment,
  createSession,
  createUser,
  type Database,
  markMentionsSeen,
  openDatabase,
  queueActions,
  setDigestChoice,
  unwrap,
} from '@ai-sessions/db';
import { createTestDatabase, quietLog, type TestDatabase } from '@ai-sessions/db/testing';
import { createOutbox } from '@ai-sessions/mail';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendDigests } from '../src/server/composition/digests.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';

const by: Actor = { userName: 'ann@example.com', operation: 'Test' };

/** That a mail server is away is logged as an error, and meant here. */
const silent = { error() {} };

let testDatabase: TestDatabase;
let database: Database;
let mail: MailServer;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  mail = await startMailServer();
});

afterAll(async () => {
  await mail.stop();
  await database.close();
  await testDatabase.drop();
});

/** Does what is due, and waits until it is sent; to whom it went. */
async function send(): Promise<readonly string[]> {
  const before = mail.messages.length;
  const outbox = createOutbox({ url: mail.url, from: 'no-reply@example.com', log: silent });
  const parts = { db: database.db, outbox, publicUrl: 'https://sessions.example.com', reminderDays: 3 };
  // As two processes would.
  await Promise.all([sendDigests(parts), sendDigests(parts)]);
  await outbox.close();
  return mail.messages.slice(before).flatMap(({ to }) => to);
}

async function aUser(
  name: string,
  roles: readonly string[],
  frequency?: 'Hourly' | 'Daily',
): Promise<string> {
  const { db } = database;
  const userId = unwrap(
    await createUser(db, { emailAddress: `${name}@example.com`, roles, accountIds: [], by }),
  );
  if (frequency) await setDigestChoice(db, { userId, frequency, by });
  return userId;
}

it('tells whoever wants it what waits, no more often than they want it', async () => {
  const { db, pool } = database;
  await aUser('hourly', ['SystemAdministrator'], 'Hourly');
  await aUser('daily', ['SystemAdministrator'], 'Daily');
  await aUser('nobody', ['SystemAdministrator']);
  await aUser('former', [], 'Hourly');
  expect(await send()).toEqual([]);

  const opened = await createSession(db, 'all', { purpose: 'In two\nlines', by });
  const sessionId = opened?.session.id ?? '';
  await queueActions(db, 'all', { sessionId, proposals: [{ functionName: 'f' }], by });
  expect([...(await send())].sort()).toEqual(['daily@example.com', 'hourly@example.com']);
  // Long lines travel as quoted-printable.
  const message = mail.messages
    .find(({ to }) => to.includes('hourly@example.com'))
    ?.text.replace(/=\r\n/g, '');
  expect(message).toContain('Subject: 1 session waits for review');
  expect(message).toContain('- In two lines (Whole platform), since ');
  expect(message).toContain(`https://sessions.example.com/admin/sessions/${sessionId}`);
  expect(message).toContain('https://sessions.example.com/admin/profile');
  expect(await send()).toEqual([]);

  await pool.query(`UPDATE ai_digest SET date_sent = date_sent - interval '61 minutes'`);
  expect(await send()).toEqual(['hourly@example.com']);
});

it('tells whom a comment mentions of it once, and of nothing that they have seen', async () => {
  const { db, pool } = database;
  const authorId = await aUser('author', ['SystemAdministrator']);
  const userId = await aUser('mentioned', ['SystemAdministrator'], 'Hourly');
  await pool.query(`UPDATE ai_digest SET date_sent = now()`);
  const opened = await createSession(db, 'all', { purpose: 'Talked about', by });
  const sessionId = opened?.session.id ?? '';
  const say = async (text: string) =>
    unwrap(await createComment(db, { sessionId, text, authorId, mayMention: true }, by)).id;
  const seen = await say('Before, @mentioned');
  await markMentionsSeen(db, { userId, by });
  const id = await say('Look at\nthis, @mentioned');
  expect(await send()).toEqual([]);

  await pool.query(`UPDATE ai_digest SET date_sent = date_sent - interval '61 minutes' WHERE user_id = $1`, [
    userId,
  ]);
  expect(await send()).toEqual(['mentioned@example.com']);
  const message = mail.messages.at(-1)?.text.replace(/=\r\n/g, '');
  expect(message).toContain('You were mentioned in 1 comment');
  expect(message).toContain('- ann@example.com on Talked about: Look at this, @mentioned');
  expect(message).toContain(`/admin/sessions/${sessionId}#comment-${id}`);
  expect(message).not.toContain(seen);
  await pool.query(`UPDATE ai_digest SET date_sent = date_sent - interval '61 minutes'`);
  await send();
  expect(mail.messages.at(-1)?.text).not.toContain('mentioned in');
});

it('tells later what the mail server did not take', async () => {
  const { db, pool } = database;
  const userId = await aUser('patient', ['SystemAdministrator'], 'Daily');
  await pool.query('UPDATE ai_digest SET date_sent = now() WHERE user_id <> $1', [userId]);
  const authorId = await aUser('talker', ['SystemAdministrator']);
  const opened = await createSession(db, 'all', { purpose: 'Told late', by });
  const sessionId = opened?.session.id ?? '';
  unwrap(await createComment(db, { sessionId, text: '@patient, look', authorId, mayMention: true }, by));
  const isDue = async () => {
    const { rows } = await pool.query<{ due: boolean }>(
      'SELECT coalesce(date_next_attempt <= now(), true) AS due FROM ai_digest WHERE user_id = $1',
      [userId],
    );
    return rows[0]?.due;
  };

  await mail.stop();
  expect(await send()).toEqual([]);
  expect(await isDue()).toBe(false);
  mail = await startMailServer();
  expect(await send()).toEqual([]);
  await pool.query(
    "UPDATE ai_digest SET date_next_attempt = date_next_attempt - interval '2 minutes' WHERE user_id = $1",
    [userId],
  );
  expect(await send()).toEqual(['patient@example.com']);
  expect(mail.messages.at(-1)?.text.replace(/=\r\n/g, '')).toContain('@patient, look');
  expect(await isDue()).toBe(true);
  expect(await send()).toEqual([]);
});
