import { getEventListeners } from 'node:events';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createSessionFeed } from '../src/session-feed.ts';
import { createTestDatabase } from '../src/testing/index.ts';

const NEVER = 2_000_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

it('tells of changes, as one what happens while its reader is busy, and leaves nothing behind', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  const feed = createSessionFeed({ url: database.url, log: quiet });
  const processEnds = new AbortController();
  for (let follower = 0; follower < 20; follower++) {
    for await (const _ of feed.changes('s', processEnds.signal, NEVER)) break;
  }
  expect(getEventListeners(processEnds.signal, 'abort')).toEqual([]);

  const ofOther = feed.changes('s2', processEnds.signal, 10)[Symbol.asyncIterator]();
  // Those that come because nothing is heard.
  for (let element = 0; element < 3; element++) expect((await ofOther.next()).done).toBe(false);
  await ofOther.return?.();

  const followed = feed.changes('s', processEnds.signal, NEVER)[Symbol.asyncIterator]();
  await followed.next();
  let told = followed.next();
  // The first may come before the feed listens; when it does, it says so.
  for (let change = 0; change < 5; change++) await client.query("SELECT pg_notify('ai_session', 's')");
  await told;
  for (let change = 0; change < 50; change++) await client.query("SELECT pg_notify('ai_session', 's')");
  let elements = 0;
  const marker = feed.changes('last', processEnds.signal, NEVER)[Symbol.asyncIterator]();
  await marker.next();
  const last = marker.next();
  await client.query("SELECT pg_notify('ai_session', 'last')");
  await last;
  told = followed.next();
  const end = told.then(async function count({ done }): Promise<void> {
    if (done) return;
    elements++;
    return followed.next().then(count);
  });
  await new Promise(setImmediate);
  processEnds.abort();
  await end;
  expect(elements).toBe(1);

  await marker.return?.();
  await feed.close();
  await client.end();
  await database.drop();
});
