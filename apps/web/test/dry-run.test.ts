import { ApplyAISession, operations } from '@ai-sessions/contract';
import { codecs } from '@ai-sessions/formats';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, reset, startApplying } from './support/applying.ts';
import type { RunningService } from './support/service.ts';
import { newSession, newSessionOf, queue, read, statesOf } from './support/session.ts';
import type { Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
let target: Target;
/** A session with one action that waits, and its id: one for each case, so that none fails for what another has done. */
let path: string;
let id: string;

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target } = setup);
});

beforeEach(() => reset(target));

async function makeSession(): Promise<void> {
  ({ path } = await newSessionOf(service, setup.keyed, 1));
  id = path.slice(path.lastIndexOf('/') + 1);
}

afterAll(() => setup.close());

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const XML_NAMESPACE = 'http://schemas.datacontract.org/2004/07/Voice.Api.AI';
const NIL = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"';

function xml(content: string, attributes = ''): string {
  return `<ApplyAISession xmlns="${XML_NAMESPACE}" ${attributes}>${content}</ApplyAISession>`;
}

function multipart(...fields: readonly (readonly [string, string])[]): string {
  const parts = fields.map(
    ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--x--\r\n`;
}

interface Attempt {
  readonly at?: string;
  readonly query?: string;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function send({ at = `${path}/apply`, query = '', type, body, headers = {} }: Attempt) {
  return service.request(at + query, {
    method: 'POST',
    body,
    headers: { ...(type ? { 'content-type': type } : {}), ...headers },
  });
}

/** Nothing was sent, and the session is as it was. */
async function expectNothingDone(): Promise<void> {
  expect(target.calls).toEqual([]);
  const session = await read(service, path);
  expect([session.state, statesOf(session)]).toEqual(['Open', ['Queued']]);
  expect((await service.request(`${path}/runs`)).body.items).toEqual([]);
}

describe('a dry run', () => {
  beforeEach(makeSession);

  const row = () => ({ sessionId: id, dryRun: true });
  const encoded = (format: keyof typeof codecs) =>
    codecs[format].encode(row(), { kind: 'object', type: ApplyAISession.request.type });

  it.each<[string, () => Attempt]>([
    ['JSON', () => ({ type: JSON_TYPE, body: '{"dryRun":true}' })],
    ['JSON in another case', () => ({ type: JSON_TYPE, body: '{"DRYRUN":true}' })],
    ['JSON with quotes', () => ({ type: JSON_TYPE, body: '{"dryRun":"true"}' })],
    ['JSON with quotes in another case', () => ({ type: JSON_TYPE, body: '{"dryRun":"True"}' })],
    ['JSON with a number', () => ({ type: JSON_TYPE, body: '{"dryRun":1}' })],
    ['JSON with a number in quotes', () => ({ type: JSON_TYPE, body: '{"dryRun":"1"}' })],
    ['JSON as plain text', () => ({ type: 'text/plain;charset=UTF-8', body: '{"dryRun":true}' })],
    ['XML', () => ({ type: 'application/xml', body: xml('<DryRun>true</DryRun>') })],
    ['JSV', () => ({ type: 'text/jsv', body: '{dryRun:true}' })],
    ['JSV as JSON writes it', () => ({ type: 'text/jsv', body: '{ "dryRun" : "true" }' })],
    ['CSV', () => ({ type: 'text/csv', body: 'dryRun\ntrue' })],
    ['CSV with lines that end in CR', () => ({ type: 'text/csv', body: 'dryRun\rtrue\r' })],
    ['JSON Lines', () => ({ type: 'text/jsonl', body: '{"dryRun":true}\n' })],
    ['a form', () => ({ type: FORM, body: 'dryRun=true' })],
    [
      'a multipart form',
      () => ({ type: 'multipart/form-data; boundary=x', body: multipart(['dryRun', 'on']) }),
    ],
    ['the query', () => ({ query: '?dryRun=true' })],
    ['the query in another case', () => ({ query: '?DryRun=T' })],
    ['the query, with an empty body of JSON', () => ({ query: '?dryRun=1', type: JSON_TYPE, body: '{}' })],
    ['the query, with null for a body', () => ({ query: '?dryRun=true', type: JSON_TYPE, body: 'null' })],
    ['the operation by name', () => ({ at: '/api/ApplyAISession', type: JSON_TYPE, body: encoded('json') })],
    [
      'the operation by name, as plain text',
      () => ({ at: '/api/ApplyAISession', type: 'text/plain', body: encoded('json') }),
    ],
    ['the reply in XML', () => ({ at: '/xml/reply/ApplyAISession', body: encoded('xml') })],
    ['the reply in CSV', () => ({ at: '/csv/reply/ApplyAISession', body: encoded('csv') })],
    ['no reply', () => ({ at: '/json/oneway/ApplyAISession', body: encoded('json') })],
    [
      'the query of the operation by name',
      () => ({ at: '/api/ApplyAISession', query: `?sessionId=${id}&dryRun=true` }),
    ],
    ['a batch', () => ({ at: '/api/ApplyAISession[]', type: JSON_TYPE, body: `[${encoded('json')}]` })],
    ['tRPC', () => ({ at: '/api/trpc/session.applyActions', type: JSON_TYPE, body: encoded('json') })],
  ])('is what is asked for in %s', async (_, attempt) => {
    const { status } = await send(attempt());
    expect([200, 204]).toContain(status);
    await expectNothingDone();
  });
});

describe('a dry run asked for in a way that is not understood', () => {
  beforeEach(makeSession);

  const spellings = ['dry_run', 'dry-run', 'dry run', 'DRY_RUN', 'isDryRun', 'dryrn', 'x-dry-run', 'whatIf'];
  const wrapped = ['{"request":{"dryRun":true}}', '{"ApplyAISession":{"dryRun":true}}', '[{"dryRun":true}]'];

  it.each<[string, () => Attempt]>([
    ...spellings.flatMap((name): [string, () => Attempt][] => [
      [`JSON: ${name}`, () => ({ type: JSON_TYPE, body: JSON.stringify({ [name]: true }) })],
      [`JSV: ${name}`, () => ({ type: 'text/jsv', body: `{${name}:true}` })],
      [`the query: ${name}`, () => ({ query: `?${encodeURIComponent(name)}=true` })],
      [`a form: ${name}`, () => ({ type: FORM, body: `${encodeURIComponent(name)}=true` })],
    ]),
    ...wrapped.map((body): [string, () => Attempt] => [`JSON: ${body}`, () => ({ type: JSON_TYPE, body })]),
    ['JSON that calls itself a form', () => ({ type: FORM, body: '{"dryRun":true}' })],
    ['JSON that calls itself a form, after blanks', () => ({ type: FORM, body: ' \n\t{"dryRun":true}' })],
    ['JSON that calls itself a form, encoded', () => ({ type: FORM, body: '%7B%22dryRun%22%3Atrue%7D' })],
    ['a list that calls itself a form', () => ({ type: FORM, body: '[{"dryRun":true}]' })],
    ['XML that calls itself a form', () => ({ type: FORM, body: xml('<DryRun>true</DryRun>') })],
    ['CSV that calls itself a form', () => ({ type: FORM, body: 'dryRun\ntrue' })],
    [
      'JSON that calls itself a form, by name',
      () => ({ at: '/api/ApplyAISession', query: `?sessionId=${id}`, type: FORM, body: '{"dryRun":true}' }),
    ],
    ['JSON of no type', () => ({ headers: { 'content-type': '' }, body: '{"dryRun":true}' })],
    ['JSON of an unknown type', () => ({ type: 'application/yaml', body: '{"dryRun":true}' })],
    ['JSON with a word', () => ({ type: JSON_TYPE, body: '{"dryRun":"perhaps"}' })],
    ['JSON with another number', () => ({ type: JSON_TYPE, body: '{"dryRun":2}' })],
    ['JSON with an empty text', () => ({ type: JSON_TYPE, body: '{"dryRun":""}' })],
    ['JSON with a list', () => ({ type: JSON_TYPE, body: '{"dryRun":[true]}' })],
    ['JSON that says both', () => ({ type: JSON_TYPE, body: '{"dryRun":true,"DryRun":false}' })],
    ['XML in another case', () => ({ type: 'application/xml', body: xml('<dryRun>true</dryRun>') })],
    [
      'XML of another namespace',
      () => ({ type: 'application/xml', body: xml('<DryRun xmlns="">true</DryRun>') }),
    ],
    [
      'XML in a wrapper',
      () => ({ type: 'application/xml', body: xml('<request><DryRun>true</DryRun></request>') }),
    ],
    ['an attribute of XML', () => ({ type: 'application/xml', body: xml('', 'dryRun="true"') })],
    [
      'an element that is nil and says true',
      () => ({ type: 'application/xml', body: xml(`<DryRun ${NIL}>true</DryRun>`) }),
    ],
    [
      'a document that is nil and says true',
      () => ({ type: 'application/xml', body: xml('<DryRun>true</DryRun>', NIL) }),
    ],
    ['an empty element of XML', () => ({ type: 'application/xml', body: xml('<DryRun/>') })],
    ['CSV without a row', () => ({ type: 'text/csv', body: 'dryRun' })],
    ['CSV with an empty row', () => ({ type: 'text/csv', body: 'dryRun\r\n\r\n' })],
    ['CSV with semicolons', () => ({ type: 'text/csv', body: 'dryRun;continueAfterFailure\ntrue;false' })],
    ['CSV without a name', () => ({ type: 'text/csv', body: ',continueAfterFailure\ntrue,false' })],
    [
      'two rows that contradict each other',
      () => ({ type: 'text/jsonl', body: '{"dryRun":false}\n{"dryRun":true}' }),
    ],
    ['the query without a value', () => ({ query: '?dryRun' })],
    ['the query with an empty value', () => ({ query: '?dryRun=' })],
    ['the query with a list', () => ({ query: '?dryRun[]=true' })],
    ['the query inside something', () => ({ query: '?request[dryRun]=true' })],
    ['the query twice', () => ({ query: '?dryRun=false&dryRun=true' })],
    ['the query, after a semicolon', () => ({ query: '?sessionId=x;dryRun=true' })],
    ['a form without a value', () => ({ type: FORM, body: 'dryRun' })],
    ['a form twice', () => ({ type: FORM, body: 'dryRun=false&DryRun=true' })],
    [
      'a multipart form without a value',
      () => ({ type: 'multipart/form-data; boundary=x', body: multipart(['dryRun', '']) }),
    ],
    [
      'a part of JSON',
      () => ({ type: 'multipart/form-data; boundary=x', body: multipart(['body', '{"dryRun":true}']) }),
    ],
    [
      'a part after the end',
      () => ({ type: 'multipart/form-data; boundary=x', body: multipart() + multipart(['dryRun', 'true']) }),
    ],
    [
      'the query, which the body denies',
      () => ({ query: '?dryRun=true', type: JSON_TYPE, body: '{"dryRun":false}' }),
    ],
    [
      'the body, which the query denies',
      () => ({ query: '?dryRun=false', type: JSON_TYPE, body: '{"dryRun":true}' }),
    ],
    ['the form, which the query denies', () => ({ query: '?dryRun=false', type: FORM, body: 'dryRun=true' })],
    [
      'the query, which the body denies, by name',
      () => ({
        at: '/api/ApplyAISession',
        query: '?dryRun=true',
        type: JSON_TYPE,
        body: JSON.stringify({ sessionId: id, dryRun: false }),
      }),
    ],
    [
      'the query of a batch',
      () => ({
        at: '/api/ApplyAISession[]',
        query: '?dryRun=true',
        type: JSON_TYPE,
        body: JSON.stringify([{ sessionId: id }]),
      }),
    ],
    [
      'one of a batch',
      () => ({
        at: '/api/ApplyAISession[]',
        type: JSON_TYPE,
        body: JSON.stringify([{ sessionId: id }, { sessionId: id, dry_run: true }]),
      }),
    ],
    ['no reply', () => ({ at: '/jsv/oneway/ApplyAISession', body: `{sessionId:${id},dry_run:true}` })],
    [
      'tRPC',
      () => ({
        at: '/api/trpc/session.applyActions',
        type: JSON_TYPE,
        body: JSON.stringify({ sessionId: id, dry_run: true }),
      }),
    ],
    [
      'tRPC in another case',
      () => ({
        at: '/api/trpc/session.applyActions',
        type: JSON_TYPE,
        body: JSON.stringify({ sessionId: id, DryRun: true }),
      }),
    ],
    [
      'the address of tRPC',
      () => ({
        at: '/api/trpc/session.applyActions',
        query: '?dryRun=true',
        type: JSON_TYPE,
        body: JSON.stringify({ sessionId: id }),
      }),
    ],
    [
      'the input in the address of tRPC',
      () => ({
        at: '/api/trpc/session.applyActions',
        query: '?input=%7B%22dryRun%22%3Atrue%7D',
        type: JSON_TYPE,
        body: JSON.stringify({ sessionId: id }),
      }),
    ],
    ['a header', () => ({ headers: { 'x-dry-run': 'true' } })],
    ['a header without X', () => ({ headers: { 'dry-run': '1' } })],
    ['a header that asks for a check', () => ({ headers: { 'x-validate-only': 'true' } })],
    ['a header that asks what would be', () => ({ headers: { 'what-if': 'true' } })],
    ['a header that asks for a simulation', () => ({ headers: { 'x-simulate': '1' } })],
    ['a header of somebody else', () => ({ headers: { 'x-goog-dry-run': '1' } })],
    ['a header with the name of a product', () => ({ headers: { 'acme-dryrun': '' } })],
    ['a header that asks for a preview', () => ({ headers: { 'x-preview': 'true' } })],
    ['a header that asks for nothing', () => ({ headers: { 'x-noop': '1' } })],
    ['a header that asks for a check alone', () => ({ headers: { 'x-check-only': 'true' } })],
    ['a preference', () => ({ headers: { prefer: 'dry-run' } })],
    ['one of several preferences', () => ({ headers: { prefer: 'handling=strict, dryRun=true' } })],
    ['a parameter of the type', () => ({ type: `${JSON_TYPE}; dryRun=true`, body: '{}' })],
    [
      'a header of tRPC',
      () => ({
        at: '/api/trpc/session.applyActions',
        type: JSON_TYPE,
        body: JSON.stringify({ sessionId: id }),
        headers: { 'x-dry-run': 'true' },
      }),
    ],
  ])('is refused in %s', async (_, attempt) => {
    const { status } = await send(attempt());
    expect([400, 415]).toContain(status);
    await expectNothingDone();
  });

  it('is told what there is', async () => {
    const { body } = await send({ type: JSON_TYPE, body: '{"dry_run":true}' });
    expect(body.responseStatus).toMatchObject({
      errorCode: 'UnknownField',
      errors: [{ fieldName: 'dry_run', message: expect.stringContaining('dryRun') }],
    });
    const form = await send({ type: FORM, body: '{"dryRun":true}' });
    expect([form.status, form.body.responseStatus.message]).toEqual([
      415,
      expect.stringContaining(JSON_TYPE),
    ]);
  });
});

it('lets pass what every client may send', async () => {
  await makeSession();
  const { status } = await send({
    query: '?format=json&jsconfig=edv&callback=&v=1&_=1764&safe=true',
    type: JSON_TYPE,
    body: '{"dryRun":true,"version":1}',
  });
  expect(status).toBe(200);
  await expectNothingDone();
});

describe('other operations', () => {
  it.each(operations.filter(({ strict }) => strict).map(({ name, verb }) => [name, verb] as const))(
    '%s passes over nothing',
    async (name, method) => {
      const answer = await service.request(`/api/${name}?novelty=1`, { method });
      expect([answer.status, answer.body?.responseStatus.errorCode]).toEqual([400, 'UnknownField']);
    },
  );

  it('change nothing when a dry run is asked for that they do not have', async () => {
    const count = async () => (await service.request('/ai/sessions')).body.totalCount;
    const before = await count();
    for (const attempt of [
      { query: '?dryRun=true', type: JSON_TYPE, body: '{"purpose":"p"}' },
      { type: JSON_TYPE, body: '{"purpose":"p","dry_run":true}' },
      { type: FORM, body: 'purpose=p&dryRun=true' },
      { type: JSON_TYPE, body: '{"purpose":"p"}', headers: { 'x-dry-run': 'true' } },
    ]) {
      expect((await send({ at: '/ai/sessions', ...attempt })).status).toBe(400);
    }
    const kept = await newSession(service);
    for (const query of ['?dryRun=true', '?dry-run', '?x-dry-run=1'])
      expect((await service.request(kept + query, { method: 'DELETE' })).status).toBe(400);
    expect((await read(service, kept)).state).toBe('Open');
    expect(await count()).toBe(before + 1);
  });

  it('judge and clear nothing either', async () => {
    const session = await newSession(service);
    const { actions } = await queue(service, session, { functionName: setup.keyed, arguments: '{"n":1}' });
    const judgement = `${session}/actions/${actions[0]?.id}/judgement`;
    for (const json of [
      { judgement: 'Accepted', dryRun: true },
      { judgement: 'Accepted', novelty: 1 },
    ])
      expect((await service.request(judgement, { json })).status).toBe(400);
    const headers = { 'content-type': JSON_TYPE };
    const cleared = await service.request(`${session}/actions`, {
      method: 'DELETE',
      body: '{"dryRun":true}',
      headers,
    });
    const overridden = await service.request(`${session}/actions?dryRun=true`, {
      method: 'POST',
      headers: { 'x-http-method-override': 'DELETE' },
    });
    expect([cleared.status, overridden.status]).toEqual([400, 400]);
    expect(statesOf(await read(service, session))).toEqual(['Queued']);
  });
});

describe('a body of which nothing would be left', () => {
  it.each([
    ['a form that is JSON', FORM, '{"purpose":"x"}', 415],
    ['a form that is XML', FORM, '<NewAISession/>', 415],
    ['a form that is text', FORM, 'hello', 400],
    ['a form without fields', FORM, '&&', 400],
    ['a form of other fields', FORM, 'a=1&b=2', 400],
    ['a multipart form that is text', 'multipart/form-data; boundary=x', 'hello\r\n--x--\r\n', 400],
    ['a multipart form of other fields', 'multipart/form-data; boundary=x', multipart(['a', 'b']), 400],
    ['JSON in a wrapper', JSON_TYPE, '{"NewAISession":{"purpose":"x"}}', 400],
    ['JSV with another name', 'text/jsv', '{purpos:x}', 400],
    ['CSV without rows', 'text/csv', 'purpose\r\n', 400],
    ['CSV of other columns', 'text/csv', 'a,b\n1,2', 400],
    ['CSV of blank lines', 'text/csv', '\r\n\r\n', 400],
    ['CSV of a mark alone', 'text/csv', '\ufeff', 400],
    ['JSON Lines of blank lines', 'text/jsonl', '\n\n', 400],
    ['JSON Lines of a blank', 'text/jsonl', ' ', 400],
    ['JSV of a mark alone', 'text/jsv', '\ufeff', 400],
    [
      'XML in lower case',
      'application/xml',
      `<NewAISession xmlns="${XML_NAMESPACE}"><purpose>x</purpose></NewAISession>`,
      400,
    ],
    ['XML in attributes', 'application/xml', `<NewAISession xmlns="${XML_NAMESPACE}" Purpose="x"/>`, 400],
    [
      'XML that is nil',
      'application/xml',
      `<NewAISession xmlns="${XML_NAMESPACE}" ${NIL}><Purpose>x</Purpose></NewAISession>`,
      400,
    ],
    ['plain text', 'text/plain', 'purpose', 415],
  ])('is refused: %s', async (_, type, body, status) => {
    const before = (await service.request('/ai/sessions')).body.totalCount;
    expect((await send({ at: '/ai/sessions', type, body })).status).toBe(status);
    expect((await service.request('/ai/sessions')).body.totalCount).toBe(before);
  });

  it.each([
    ['a form', 'multipart/form-data; boundary=x', multipart(['purpose', 'x'])],
    ['bytes', 'application/octet-stream', '{"purpose":"x"}'],
    ['an object of other names', JSON_TYPE, '{"purpos":"x"}'],
  ])('is refused by tRPC: %s', async (_, type, body) => {
    const { status } = await send({ at: '/api/trpc/session.create', type, body });
    expect([400, 415]).toContain(status);
  });

  it('is none when the body says so itself', async () => {
    for (const [type, body] of [
      [JSON_TYPE, '{}'],
      [JSON_TYPE, ' null\n'],
      ['text/jsv', '{}'],
      ['text/jsonl', 'null\n'],
      ['application/xml', `<NewAISession xmlns="${XML_NAMESPACE}"/>`],
      ['multipart/form-data; boundary=x', multipart()],
    ] as const)
      expect([body, (await send({ at: '/ai/sessions', type, body })).status]).toEqual([body, 200]);
  });
});
