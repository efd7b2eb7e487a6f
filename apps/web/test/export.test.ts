import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { ExportAISessions } from '@ai-sessions/contract';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { codecs } from '@ai-sessions/formats';
import { Client } from 'pg';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  basic,
  type RunningService,
  startService,
  until,
} from './support/service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** More than the service reads at a time. */
const SESSIONS = 100_000;
let service: RunningService;
let testDatabase: TestDatabase;
let database: Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  service = await startService({ DATABASE_URL: testDatabase.url });
  database = new Client({ connectionString: testDatabase.url });
  await database.connect();
  await database.query(
    `INSERT INTO ai_session (purpose, created_by, last_modified_by)
     SELECT CASE WHEN n = 1 THEN '=1+1' ELSE 'Purpose number ' || n END, 'a', 'a'
     FROM generate_series(1, $1) n, audit_as('{"silent":true}')`,
    [SESSIONS],
  );
});

afterAll(async () => {
  await database.end();
  await service.stop();
  await testDatabase.drop();
});

/**
 * Opens an export and leaves it to the caller to read it. Those before may still be under way for the service, which has
 * few at once: it is asked again then.
 */
async function open(path = '/ai/sessions/export'): Promise<IncomingMessage> {
  for (;;) {
    const request = get(service.url + path, {
      headers: { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD) },
    });
    const [response] = await once(request, 'response');
    if (response.statusCode !== 503) return response;
    response.resume();
    await once(response, 'close');
  }
}

it.each(['csv', 'jsonl', 'json'] as const)(
  'holds every session once, newest first, in %s',
  async (format) => {
    const answer = await service.request(`/ai/sessions/export.${format}`);
    expect(answer.status).toBe(200);
    const rows = codecs[format].decode(answer.text, {
      kind: 'list',
      item: { kind: 'object', type: ExportAISessions.response.type },
    }) as { id: string; purpose: string }[];
    expect(rows).toHaveLength(SESSIONS);
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(SESSIONS);
    expect(ids).toEqual(ids.toSorted().reverse());
  },
);

it('is a flat table: a header, and a row for each session', async () => {
  const { text } = await service.request('/ai/sessions/export.csv?text=number%2099999');
  expect(text.split('\r\n')).toEqual([
    'AccountId,AccountName,Purpose,State,PendingActions,Id,DateCreated,DateLastModified,CreatedBy,LastModifiedBy',
    expect.stringContaining(',,Purpose number 99999,Open,,'),
    '',
  ]);
  expect((await service.request('/ai/sessions/export.csv?text=nothing')).text.split('\r\n')).toHaveLength(2);
});

it('keeps formulas as they are for machines, and harmless in files for people', async () => {
  const plain = await service.request('/ai/sessions/export.csv?text=%3D1%2B1');
  expect(plain.text).toContain(',,=1+1,');
  const safe = await service.request('/ai/sessions/export.csv?text=%3D1%2B1&safe=true');
  expect(safe.text).toContain(",,'=1+1,");
  const page = await service.request('/ai/sessions/export?text=%3D1%2B1', {
    headers: { accept: 'text/html' },
  });
  expect(page.headers.get('content-disposition')).toBe('attachment;filename="ExportAISessions.csv"');
  expect(page.text).toContain(",,'=1+1,");
});

it('is a workbook for whoever asks for one, where there are rows', async () => {
  const open = async (path: string, headers: Record<string, string> = {}) =>
    fetch(service.url + path, {
      headers: { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD), 'accept-encoding': 'gzip', ...headers },
    });
  const few = 'text=%3D1%2B1';
  for (const answer of [
    await open(`/ai/sessions/export.xlsx?${few}`),
    await open(`/ai/sessions/export?format=xlsx&${few}`),
    await open(`/api/ExportAISessions?format=xlsx&${few}`),
    await open(`/ai/sessions/export?${few}`, { accept: XLSX }),
  ]) {
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('content-encoding'),
    ]).toEqual([200, XLSX, null]);
    expect(answer.headers.get('content-disposition')).toBe('attachment;filename="ExportAISessions.xlsx"');
    const [sheet] = await readSheets(Buffer.from(await answer.arrayBuffer()));
    expect(sheet?.sheet).toBe('AISessions');
    expect(sheet?.data.map((row) => row[2])).toEqual(['Purpose', '=1+1']);
  }
  // Everywhere else it is no format.
  const list = await open('/ai/sessions?format=xlsx&countPerPage=1', { accept: XLSX });
  expect(list.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect((await open('/ai/sessions.xlsx')).status).toBe(404);
  const refused = await open(`/ai/sessions/export.xlsx?accountIds=${'x,'.repeat(300)}`);
  expect([refused.status, (await refused.json()).responseStatus.errors[0].fieldName]).toEqual([
    400,
    'AccountIds',
  ]);
});

it('is refused as a whole when it cannot begin', async () => {
  const answer = await service.request(`/ai/sessions/export?accountIds=${'x,'.repeat(300)}`);
  expect([answer.status, answer.body.responseStatus.errors[0].fieldName]).toEqual([400, 'AccountIds']);
});

it('leaves no warning behind', async () => {
  await service.request('/ai/sessions/export.csv?text=nothing');
  await service.request('/ai/sessions/export.xlsx?text=nothing');
  expect(service.output()).not.toContain('Warning');
});

it('is compressed on the way for clients that take it', async () => {
  const response = await fetch(`${service.url}/ai/sessions/export.csv`, {
    headers: { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD), 'accept-encoding': 'gzip' },
  });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect((await response.text()).split('\r\n')).toHaveLength(SESSIONS + 2);
});

it('stops asking the database when the client goes away, and frees its place for others', async () => {
  const asked = async () => {
    const { rows } = await database.query(
      "SELECT coalesce(sum(idx_scan + seq_scan), 0)::int AS scans FROM pg_stat_user_tables WHERE relname = 'ai_session'",
    );
    return rows[0].scans as number;
  };
  for (let round = 0; round < 12; round++) {
    // The service hears a moment later that a client is gone.
    await until(async () => {
      const response = await open();
      response.destroy();
      return response.statusCode === 200;
    });
  }
  await until(async () => {
    const { status } = await service.request('/ai/sessions/export.csv?text=nothing');
    return status === 200;
  });
  // Counters reach the statistics with a delay; what counts is that they come to rest.
  let last = -1;
  await until(async () => {
    const now = await asked();
    const rested = now === last;
    last = now;
    return rested;
  });
});

it('has few at once: the next is told to come back', async () => {
  const running = await Promise.all([open(), open(), open(), open()]);
  const refused = await service.request('/ai/sessions/export');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  for (const response of running) response.destroy();
  await until(async () => (await service.request('/ai/sessions/export?text=nothing')).status === 200);
});

it('is broken off visibly when the database fails on the way', async () => {
  const response = await open();
  await database.query('ALTER TABLE ai_session RENAME TO elsewhere');
  try {
    let text = '';
    const outcome = await (async () => {
      for await (const chunk of response) text += chunk;
      return 'ended';
    })().catch((error: NodeJS.ErrnoException) => error.code);
    expect(outcome).toBe('ECONNRESET');
    expect(text.endsWith(']')).toBe(false);
  } finally {
    await database.query('ALTER TABLE elsewhere RENAME TO ai_session');
  }
});

it('is broken off visibly for a reader of HTTP/1.0 too, who knows no other end of a body than that of the connection', async () => {
  // Not by a socket of Node, which reports a reset as an orderly end when it had not yet read all that came before it.
  const start = async () => {
    const curl = spawn('curl', [
      '--silent',
      '--include',
      '--http1.0',
      '--user',
      `${ADMIN_EMAIL}:${ADMIN_PASSWORD}`,
      `${service.url}/ai/sessions/export`,
    ]);
    await once(curl.stdout, 'readable');
    if (String(curl.stdout.read()).startsWith('HTTP/1.1 200')) return curl;
    curl.stdout.resume();
    await once(curl, 'exit');
    return undefined;
  };
  let reader: ChildProcessWithoutNullStreams | undefined;
  // As in open().
  while (!reader) reader = await start();
  await database.query('ALTER TABLE ai_session RENAME TO elsewhere');
  try {
    const outcome = once(reader, 'exit');
    reader.stdout.resume();
    const CURLE_RECV_ERROR = 56;
    expect(await outcome).toEqual([CURLE_RECV_ERROR, null]);
  } finally {
    await database.query('ALTER TABLE elsewhere RENAME TO ai_session');
  }
});

it('answers HEAD like GET, without running', async () => {
  for (let round = 0; round < 6; round++) {
    const answer = await service.request('/ai/sessions/export.csv', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([200, 'text/csv', '']);
  }
});
