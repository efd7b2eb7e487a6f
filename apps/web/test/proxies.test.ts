import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proxyKinds, type RunningProxy, startProxy } from './support/proxies.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  basic,
  type RunningService,
  request,
  startService,
} from './support/service.ts';

/** More than all buffers on the way hold. */
const SESSIONS = 40_000;

let testDatabase: TestDatabase;
let database: Client;
let service: RunningService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  service = await startService({ DATABASE_URL: testDatabase.url });
  database = new Client({ connectionString: testDatabase.url });
  await database.connect();
  await database.query(
    `INSERT INTO ai_session (purpose, created_by, last_modified_by)
     SELECT 'Purpose number ' || n, 'a', 'a' FROM generate_series(1, $1) n, audit_as('{"silent":true}')`,
    [SESSIONS],
  );
});

afterAll(async () => {
  await service.stop();
  await database.end();
  await testDatabase.drop();
});

const authorization = basic(ADMIN_EMAIL, ADMIN_PASSWORD);

describe.each(proxyKinds)('behind %s', (kind) => {
  let proxy: RunningProxy;
  let path: string;

  beforeAll(async () => {
    proxy = await startProxy(kind, service.url);
    const { body } = await request(`${proxy.url}/ai/sessions`, { json: { purpose: 'Before' } });
    path = `/ai/sessions/${body.id}`;
  });

  afterAll(() => proxy.stop());

  it.each(['json', 'xml'])('the ETag of a compressed answer in %s is good for one change', async (format) => {
    const address = `${proxy.url}${path}?format=${format}`;
    const read = await request(address, { headers: { 'accept-encoding': 'gzip' } });
    const tag = read.headers.get('etag') ?? '';
    expect(read.headers.get('content-encoding')).toBe('gzip');
    expect(tag).toMatch(/^W\/"|-gzip"$/);
    expect((await request(address, { headers: { 'if-none-match': tag } })).status).toBe(304);

    const change = (purpose: string) =>
      request(address, { method: 'PATCH', json: { purpose }, headers: { 'if-match': tag } });
    const changed = await change(`Changed by ${format}`);
    expect([changed.status, (await change('Too late')).status]).toEqual([200, 412]);
    const next = { 'if-match': changed.headers.get('etag') ?? '' };
    expect(
      (await request(address, { method: 'PATCH', json: { purpose: 'Next' }, headers: next })).status,
    ).toBe(200);
  });

  it('documents are kept by their ETag', async () => {
    const address = `${proxy.url}/openapi.json`;
    const read = await request(address, { headers: { 'accept-encoding': 'identity' } });
    const packed = await request(address, { headers: { 'accept-encoding': 'gzip' } });
    for (const { headers } of [read, packed]) {
      const known = { 'if-none-match': headers.get('etag') ?? '' };
      expect((await request(address, { headers: known })).status).toBe(304);
    }
  });

  it.each(['identity', 'gzip'])('a session is followed live, in %s', async (encoding) => {
    const input = encodeURIComponent(JSON.stringify({ sessionId: path.slice('/ai/sessions/'.length) }));
    const leaving = new AbortController();
    const response = await fetch(`${proxy.url}/api/trpc/session.watch?input=${input}`, {
      headers: { authorization, accept: 'text/event-stream', 'accept-encoding': encoding },
      signal: leaving.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    /** Reads until there is one more element. Nothing else comes before the ping of 15 s. */
    const element = async () => {
      const before = heard.split('"version"').length;
      while (heard.split('"version"').length === before) heard += (await reader?.read())?.value ?? '';
    };
    await element();
    const action = { functionName: 'setSessionPurpose', arguments: '{"purpose":"Moved"}' };
    await request(`${service.url}${path}/actions`, { json: action });
    await element();
    leaving.abort();
    expect(heard).not.toContain('event: ping');
  });

  it('a long export arrives whole, and one that fails on the way is seen to be broken off', async () => {
    const address = `${proxy.url}/ai/sessions/export.jsonl`;
    const whole = await request(`${address}?text=${encodeURIComponent('number 1')}`);
    expect(whole.text.trimEnd().split('\n')).toHaveLength(11_111);
    const broken = await fetch(address, { headers: { authorization } });
    await database.query('ALTER TABLE ai_session RENAME TO elsewhere');
    try {
      await expect(broken.text()).rejects.toThrow();
    } finally {
      await database.query('ALTER TABLE elsewhere RENAME TO ai_session');
    }
  });

  it('curl may ask for HTTP/2 or a challenge, send chunks, wait for 100 Continue, or speak HTTP/1.0', async () => {
    const json = ['-H', 'Content-Type: application/json', '-d'];
    const long = JSON.stringify({ purpose: 'x'.repeat(1_500) });
    for (const options of [
      ['--http2', ...json, '{"purpose":"h2c"}'],
      ['--anyauth', ...json, '{"purpose":"asked"}'],
      ['-H', 'Transfer-Encoding: chunked', ...json, '{"purpose":"chunked"}'],
      ['-H', 'Expect: 100-continue', ...json, long],
      ['--http1.0', ...json, '{"purpose":"1.0"}'],
      ['-H', 'Connection: Upgrade', '-H', 'Upgrade: websocket', '-H', 'Sec-WebSocket-Version: 13'],
    ]) {
      const fixed = ['-s', '-o', '/dev/null', '-w', '%{http_code}', '-u', `${ADMIN_EMAIL}:${ADMIN_PASSWORD}`];
      const { stdout } = await promisify(execFile)('curl', [
        ...fixed,
        ...options,
        `${proxy.url}/ai/sessions`,
      ]);
      expect([options, stdout]).toEqual([options, '200']);
    }
  });

  it('a stranger is told how to sign in', async () => {
    const { headers } = await request(`${proxy.url}/ai/sessions`, { authorization: null });
    expect(headers.get('www-authenticate')).toBe(
      'Basic realm="AI Sessions", charset="UTF-8", credentials realm="/auth/credentials"',
    );
  });
});
