import { type Operation, operations, pathFields } from '@ai-sessions/contract';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { codecs, type FormatName } from '@ai-sessions/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDatabase } from './support/callers.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { type InputMaker, prepareInputs } from './support/operation-inputs.ts';
import { type Answer, freePort, type RunningService, startService } from './support/service.ts';
import { PURPOSE, startUnfitTarget, type UnfitTarget } from './support/unfit-target.ts';

let database: TestDatabase;
let mail: MailServer;
let service: RunningService;
let target: UnfitTarget;
let inputOf: InputMaker;

const formats = Object.keys(codecs) as FormatName[];

beforeAll(async () => {
  [database, mail] = await Promise.all([createTestDatabase(), startMailServer()]);
  target = await startUnfitTarget();
  service = await startService({
    ...target.environment,
    DATABASE_URL: database.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'no-reply@example.com',
    PUBLIC_URL: 'http://sessions.example.com',
    PORT: await freePort(),
  });
  inputOf = await prepareInputs(service, target);
});

afterAll(async () => {
  // First, so that no call is under way which the service would wait for.
  await target.stop();
  await service.stop();
  await mail.stop();
  await database.drop();
});

function queryOf(input: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)])).toString();
}

/** A request has columns of its own in every format, also where ServiceStack would write a list of it instead. */
function requestType({ request }: Operation) {
  return { kind: 'object', type: { ...request.type, dataContract: false } } as const;
}

/** A request to the documented route, its body in a format. */
function onRoute(operation: Operation, input: Readonly<Record<string, unknown>>, format: FormatName) {
  const inPath = pathFields(operation.route);
  const path = operation.route.replace(/\{(\w+)\}/g, (_, name: string) => String(input[name]));
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.includes(name)));
  return operation.verb === 'GET' || operation.verb === 'DELETE'
    ? { path, query: queryOf(rest), body: undefined }
    : {
        path,
        query: '',
        body: codecs[format].encode(rest, requestType(operation)),
      };
}

function decoded(operation: Operation, format: FormatName, answer: Answer): unknown {
  expect(answer.status, answer.text).toBe(operation.response ? 200 : 204);
  if (!operation.response) {
    expect(answer.text).toBe('');
    return undefined;
  }
  expect(answer.headers.get('content-type')).toBe(codecs[format].mediaTypes.answer);
  expect(answer.headers.get('vary')).toContain('Accept');
  const type = { kind: 'object', type: operation.response.type } as const;
  if (!operation.streams) return codecs[format].decode(answer.text, type);
  const rows = codecs[format].decode(answer.text, { kind: 'list', item: type });
  return Array.isArray(rows) ? rows.at(-1) : undefined;
}

/**
 * What is seen in an answer whose roles or purpose are not those that are known, or that has neither; in all others, the
 * name of something known.
 */
const signs: Readonly<Record<string, RegExp>> = {
  RequestAuthToken: /authToken/,
  ListBrowserSessions: /totalCount|dateExpires|^\[\]$/,
  NewRecoveryLink: /login\/recover#token=/,
  ListUsers: /admin@example\.com/,
  ListAISessionRuns: /Run 1 started/,
  GetAISessionRun: /Run 1 started/,
  StopAISessionRun: /Run 1 started/,
  GetAIApplying: /stopped/,
  PatchAIApplying: /stopped/,
  PatchAIAccountStop: /stopped/,
  PatchAIAgentStop: /stopped/,
  ListAIStops: /totalCount|^\[\]$/,
  PatchApiKey: /callsPerMinute/,
  NewAIUsageEntries: /"added":2/,
  TestAIWebhook: /webhook\.test/,
  ListAIWebhookDeliveries: /webhook\.test/,
  ResendAIWebhookDelivery: /webhook\.test/,
  FollowAISession: /session\.snapshot/,
  CheckAccount: /Twilio|in order/,
  ListAuditEvents: /entityType/i,
  ExportAuditEvents: /entityType/i,
  SealAuditEvents: /keyId/,
  ExportAuditHeads: /keyId/,
  ExportAuditProof: /digest/,
  ListAuditKeys: /BEGIN PUBLIC KEY/,
  GetAISessionEvidence: /AI Sessions evidence 1/,
  EraseUser: /"events"/,
  ListAIRuns: /stepsApplied/i,
  ExportAIRuns: /stepsApplied/i,
  ExportApiKeys: /ais_/,
  ExportAIFunctions: /risk/,
  ExportUsers: /emailAddress/,
  ExportAccounts: /dateCreated/,
  ExportAIWebhooks: /"url"/,
  ListRequests: /durationMs/i,
  ExportRequests: /durationMs/i,
  GetAIOverview: /waitingSessions/,
  GetAIReviewQueue: /waitingSessions/,
  GetApiKey: /ais_/,
  GetAIDigest: /frequency/,
  PatchAIDigest: /frequency/,
  ListAIMentions: /totalCount|^\[\]$/,
  MarkAIMentionsSeen: /mentions/,
  ListAIReviewers: /admin@example\.com/,
  ListAISessionComments: /authorId/,
  NewAISessionComment: /authorId/,
  PatchAISessionComment: /authorId/,
  GetAISetup: /demoAccounts/,
  NewAIDemoData: /demoAccounts/,
  DeleteAIDemoData: /demoAccounts/,
  ListAgentGrants: /totalCount|clientName|^\[\]$/,
  RevokeAgentGrant: /totalCount|clientName|^\[\]$/,
};

const ways = ['suffix', 'parameter', 'Accept', 'reply', 'api'] as const;

/**
 * The ways in which an operation is called in a format: all of them where it only reads. What it changes would have to
 * be made anew for each call, so the others are called once in every format and once in every way (a Latin square).
 */
function waysOf({ verb }: Operation, operationIndex: number, formatIndex: number) {
  if (verb === 'GET') return ways;
  const way = ways[(operationIndex + formatIndex) % ways.length];
  return way ? [way] : [];
}

it('is tested in as many formats as ways, so that each meets each', () => {
  expect(formats).toHaveLength(ways.length);
});

const listed = operations.map((operation, index) => [operation.name, operation, index] as const);

describe.each(formats.map((format, index) => [format, index] as const))('%s', (format, formatIndex) => {
  describe.each(listed)('%s', (_, operation, index) => {
    it.each(waysOf(operation, index, formatIndex))('is served both ways, chosen by %s', async (way) => {
      // Links are asked for more often here than somebody may.
      if (operation.name === 'ForgotPassword') await onDatabase(database.url, 'DELETE FROM sign_in_throttle');
      const input = await inputOf(operation);
      const { path, query, body } = onRoute(operation, input, format);
      const contentType = codecs[format].mediaTypes.request[0] ?? '';
      const headers = { ...(body === undefined ? {} : { 'content-type': contentType }) };
      const send = (target: string, accept = 'text/html') =>
        service.request(target, { method: operation.verb, body, headers: { ...headers, accept } });
      const whole = codecs[format].encode(input, requestType(operation));
      const readyMade = (target: string) =>
        operation.verb === 'GET' || operation.verb === 'DELETE'
          ? send(`${target}?${queryOf(input)}`)
          : service.request(target, { method: operation.verb, body: whole, headers });
      const answer =
        way === 'suffix'
          ? await send(`${path}.${format}?${query}`)
          : way === 'parameter'
            ? await send(`${path}?format=${format}&${query}`)
            : way === 'Accept'
              ? await send(`${path}?${query}`, contentType)
              : way === 'reply'
                ? await readyMade(`/${format}/reply/${operation.name}`)
                : await readyMade(`/api/${operation.name.toLowerCase()}.${format}`);
      const isRows = format === 'csv' || format === 'jsonl';
      if (operation.response?.type.dataContract && isRows) {
        // ServiceStack writes such a type as the rows of its first list: there is nothing to read back.
        expect([answer.status, answer.text.trim()]).toEqual([
          200,
          operation.name === 'Authenticate' ? expect.stringContaining('SystemAdministrator') : '',
        ]);
        return;
      }
      const value = decoded(operation, format, answer);
      const text = JSON.stringify(value);
      if (!operation.response || operation.name === 'AuthenticateLogout') return;
      const sign = signs[operation.name];
      if (sign) expect(text).toMatch(sign);
      else if ('roles' in operation.response.fields) expect(answer.text).toContain('SystemAdministrator');
      else if ('purpose' in (operation.response?.fields ?? {}))
        expect(value).toMatchObject({ purpose: PURPOSE });
      else expect(text).toMatch(/Häagen|Näme/);
    });
  });

  it('carries errors, too', async () => {
    const answer = await service.request(`/ai/sessions/none.${format}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe(codecs[format].mediaTypes.answer);
    expect(answer.text).toContain('NotFound');
    const stranger = await service.request(`/ai/sessions.${format}`, { authorization: null });
    expect([stranger.status, stranger.text.includes('Not Authenticated')]).toEqual([401, true]);
  });

  it('is refused with 400 when it is malformed, and the service goes on', async () => {
    const contentType = codecs[format].mediaTypes.request[0] ?? '';
    const nested = { json: '{"a":', jsonl: '{"a":', jsv: '{a:', xml: '<a>', csv: '[[' }[format].repeat(
      10_000,
    );
    for (const body of [nested, '\u0000', format === 'csv' ? 'Purpose\r\na\r\nb,c\r\n' : '{<"purpose']) {
      const answer = await service.request('/ai/sessions', {
        body,
        headers: { 'content-type': contentType },
      });
      expect([answer.status, body.length < 40 ? body : 'nested']).toEqual([
        400,
        body.length < 40 ? body : 'nested',
      ]);
      expect(answer.text).toContain('SerializationException');
    }
  });
});

it('reads forms, and joins them with the query', async () => {
  const accountId = (await service.request('/accounts', { json: { name: 'Forms' } })).body.id;
  const urlencoded = await service.request(`/ai/sessions?AccountId=${accountId}`, {
    body: 'PURPOSE=from+a+form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(urlencoded.body).toMatchObject({ accountId, purpose: 'from a form' });
  const multipart = await service.request('/ai/sessions', {
    body: `--x\r\nContent-Disposition: form-data; name="AccountId"\r\n\r\n${accountId}\r\n--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\np\r\n--x--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  });
  expect(multipart.body).toMatchObject({ accountId, purpose: 'p' });
});

it('shows a browser a page with everything escaped, and sends strangers to sign in', async () => {
  const { id } = (await service.request('/ai/sessions', { json: { purpose: '<script>alert(1)</script>' } }))
    .body;
  const page = await service.request(`/ai/sessions/${id}`, { headers: { accept: 'text/html' } });
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
  expect(page.text).not.toContain('<script');
  expect(page.text).toContain('format=csv');
  const stranger = await service.request('/ai/sessions', {
    authorization: null,
    headers: { accept: 'text/html' },
  });
  expect([stranger.status, stranger.headers.get('location')]).toEqual([
    302,
    '/login?redirect=%2Fai%2Fsessions',
  ]);
});

describe('a batch', () => {
  const batch = (path: string, json: unknown, headers?: Record<string, string>) =>
    service.request(path, { json, headers });

  it('is carried out in order and says how much was done', async () => {
    const answer = await batch('/api/NewAISession[]', [{ purpose: 'one' }, { purpose: 'two' }]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-autobatch-completed')).toBe('2');
    expect(answer.body.map(({ purpose }: { purpose: string }) => purpose)).toEqual(['one', 'two']);
    const csv = await service.request('/csv/reply/NewAISession[]', {
      body: 'Purpose\r\nthree\r\nfour\r\n',
      headers: { 'content-type': 'text/csv' },
    });
    expect(csv.text.split('\r\n')).toHaveLength(4);
    const oneway = await batch('/json/oneway/NewAISession%5B%5D', [{ purpose: 'five' }]);
    expect([oneway.status, oneway.headers.get('x-autobatch-completed'), oneway.text]).toEqual([204, '1', '']);
  });

  it('is checked as a whole before the first is carried out', async () => {
    const answer = await batch('/api/NewAISession[]', [{ purpose: 'never' }, { purpose: 'x'.repeat(2_001) }]);
    expect(answer.status).toBe(400);
    expect(answer.body.responseStatus.meta).toEqual({ AutoBatchIndex: '1' });
    expect(answer.headers.get('x-autobatch-completed')).toBeNull();
    expect((await service.request('/ai/sessions?text=never')).body.totalCount).toBe(0);
  });

  it('ends at the first that fails; what was done stays done', async () => {
    const answer = await batch('/api/NewAISession[]', [
      { purpose: 'stays' },
      { accountId: 'none' },
      { purpose: 'lost' },
    ]);
    expect([answer.status, answer.body.responseStatus.errorCode]).toEqual([404, 'NotFound']);
    expect(answer.headers.get('x-autobatch-completed')).toBe('1');
    expect(answer.body.responseStatus.meta).toEqual({ AutoBatchIndex: '1' });
    expect((await service.request('/ai/sessions?text=stays')).body.totalCount).toBe(1);
    expect((await service.request('/ai/sessions?text=lost')).body.totalCount).toBe(0);
  });

  it('may be sent again with its key', async () => {
    const send = () =>
      batch('/api/NewAISession[]', [{ purpose: 'again 1' }, { purpose: 'again 2' }], {
        'idempotency-key': 'b',
      });
    expect((await send()).body).toEqual((await send()).body);
    expect((await service.request('/ai/sessions?text=again')).body.totalCount).toBe(2);
  });

  it('is sent with POST, whatever the verb of its requests is', async () => {
    const { body: made } = await batch('/api/NewAISession[]', [{ purpose: 'v 1' }, { purpose: 'v 2' }]);
    const ids = made.map(({ id }: { id: string }) => ({ sessionId: id }));
    const changed = await batch(
      '/api/PatchAISession[]',
      ids.map((one: object, index: number) => ({ ...one, purpose: `changed ${index}` })),
    );
    expect(changed.body).toMatchObject([{ purpose: 'changed 0' }, { purpose: 'changed 1' }]);
    const read = await batch('/json/reply/GetAISession[]', ids);
    expect(read.body).toMatchObject([
      { id: made[0].id, purpose: 'changed 0' },
      { id: made[1].id, purpose: 'changed 1' },
    ]);
    const lists = await batch('/api/ListAISessions[]', [
      { specificIds: [made[0].id] },
      { specificIds: [made[1].id], sortOrder: 'Descend' },
    ]);
    expect(lists.body).toMatchObject([
      { items: [{ id: made[0].id }], totalCount: 1 },
      { items: [{ id: made[1].id }], totalCount: 1 },
    ]);
    const rows = await batch('/api/ExportAISessions[]', [{ text: 'changed 0' }, { text: 'nothing of it' }]);
    expect(rows.body).toMatchObject([[{ id: made[0].id, purpose: 'changed 0' }], []]);
    const gone = await batch('/api/DeleteAISession[]', ids);
    expect([gone.status, gone.headers.get('x-autobatch-completed'), gone.text]).toEqual([
      200,
      '2',
      '[null,null]',
    ]);
    expect((await batch('/api/GetAISession[]', ids)).body.responseStatus).toMatchObject({
      errorCode: 'NotFound',
      meta: { AutoBatchIndex: '0' },
    });
    expect((await batch('/json/oneway/PatchAISession[]', [])).status).toBe(204);
    const { body: last } = await service.request('/api/NewAISession', { json: { purpose: 'one way' } });
    const oneway = (name: string, json: object) => service.request(`/json/oneway/${name}`, { json });
    expect((await oneway('PatchAISession', { sessionId: last.id, purpose: 'changed' })).status).toBe(204);
    expect((await oneway('GetAISession', { sessionId: last.id })).status).toBe(204);
    expect((await service.request(`/ai/sessions/${last.id}`)).body.purpose).toBe('changed');
    expect((await oneway('DeleteAISession', { sessionId: last.id })).status).toBe(204);
    expect((await service.request(`/ai/sessions/${last.id}`)).status).toBe(404);
    expect((await service.request('/json/reply/DeleteAISession', { json: {} })).status).toBe(405);
    const got = await service.request('/api/GetAISession[]');
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('can be written in every format, whatever its requests return', async () => {
    const { body: made } = await service.request('/api/NewAISession', { json: { purpose: 'formats' } });
    const item = { sessionId: made.id };
    for (const format of ['xml', 'jsv', 'csv', 'jsonl', 'html']) {
      for (const [name, request] of [
        ['ExportAISessions', { text: 'formats' }],
        ['ListAISessions', { specificIds: [made.id] }],
        ['GetAISession', item],
        ['PatchUser', undefined],
      ] as const) {
        const answer = await batch(`/api/${name}[]?format=${format}`, request ? [request, request] : []);
        expect([format, name, answer.status]).toEqual([format, name, 200]);
        if (request) expect(answer.text.split(made.id).length).toBeGreaterThanOrEqual(3);
      }
    }
    expect((await batch('/api/DeleteAISession[]?format=xml', [item])).text).toContain('nil="true"');
  });

  it('has at most 100 requests', async () => {
    expect(
      (
        await batch(
          '/api/NewAISession[]',
          Array.from({ length: 101 }, () => ({})),
        )
      ).status,
    ).toBe(400);
    expect((await batch('/api/NewAISession[]', {})).status).toBe(400);
  });
});
