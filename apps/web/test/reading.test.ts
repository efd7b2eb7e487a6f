import { operations } from '@ai-sessions/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startService } from './support/service.ts';
import { newSession } from './support/session.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startService({ LOG_LEVEL: 'debug', OUTBOUND_TARGETS: 'https://agent.example.com' });
});

afterAll(() => service.stop());

const create = (type: string, body: string, path = '/ai/sessions') =>
  service.request(path, { body, headers: { accept: 'application/json', 'content-type': type } });

describe('a body', () => {
  it.each([
    ['CSV with lines that end in CR', 'text/csv', 'purpose\rp\r'],
    ['CSV with lines that end in CR, and a mark', 'text/csv', '\ufeffpurpose\rp'],
    ['plain text that is JSON', 'text/plain;charset=UTF-8', '{"purpose":"p"}'],
    ['plain text that is JSON, after blanks', 'text/plain', '\n {"purpose":"p"}'],
    ['JSV as JSON writes it', 'text/jsv', '{"purpose": "p"}'],
  ])('is read: %s', async (_, type, body) => {
    const { status, body: session } = await create(type, body);
    expect([status, session.purpose]).toEqual([200, 'p']);
  });

  it('is a batch of as many requests as it has rows, whatever they end with', async () => {
    for (const lineEnd of ['\r', '\n', '\r\n']) {
      const body = ['Purpose', 'a', 'b', ''].join(lineEnd);
      const { headers } = await create('text/csv', body, '/csv/reply/NewAISession[]');
      expect(headers.get('x-autobatch-completed')).toBe('2');
    }
  });

  it.each(['csv', 'jsonl'])('is no batch of nothing when it has blank lines alone: %s', async (format) => {
    const { status, text } = await create(`text/${format}`, '\n\n', `/${format}/reply/NewAISession[]`);
    expect([status, text]).toEqual([400, expect.stringContaining('holds blanks alone')]);
  });

  it('may have numbers and switches in quotes', async () => {
    const signIn = await service.request('/auth/credentials', {
      json: { userName: 'admin@example.com', password: 'correct horse battery', rememberMe: 'true' },
      authorization: null,
    });
    expect(signIn.status).toBe(200);
    expect(signIn.headers.get('set-cookie')).toContain('ss-opt=perm');
  });

  it('of plain text is refused in words when it is no JSON', async () => {
    const { status, body } = await create('text/plain', 'purpose=p');
    expect([status, body.responseStatus.errorCode]).toEqual([415, 'UnsupportedMediaType']);
  });
});

describe('a list of ids or names in a query', () => {
  it('takes an empty entry for none, and the spellings of JSON', async () => {
    const { body: account } = await service.request('/accounts', { json: { name: 'Lists' } });
    const id = (await newSession(service, { accountId: account.id })).slice('/ai/sessions/'.length);
    for (const query of [
      `accountIds=${account.id},`,
      `accountIds=,${account.id},,`,
      `accountIds=${account.id}&accountIds=`,
      `accountIds=["${account.id}", "none"]`,
      `accountIds=${account.id}&states=["Open", "Applied"]`,
      `accountIds=${account.id}&states=[Open, Applied,]`,
      `specificIds=${id},`,
      `specificIds=["none" , "${id}"]`,
    ]) {
      const { status, body } = await service.request(`/ai/sessions?${encodeURI(query)}`);
      expect([query, status, body.totalCount]).toEqual([query, 200, 1]);
    }
  });
});

describe.each(
  operations
    .filter(({ request }) => 'sortField' in request.fields)
    .map((operation) => [operation.name, operation] as const),
)('the sort of %s', (name, { route }) => {
  it('names real choices, takes each, and dates are among them where a record has any', async () => {
    const session = (await newSession(service)).slice('/ai/sessions/'.length);
    const json = { url: 'https://agent.example.com/webhooks', enabled: false };
    const webhook = (await service.request('/ai/webhooks', { json })).body.id;
    const path = route.replace('{sessionId}', session).replace('{webhookId}', webhook);
    const { status, body } = await service.request(`${path}?sortField=nothing`);
    const [, list = ''] = /must be one of (.*)\.$/.exec(body.responseStatus.message) ?? [];
    const choices = list.split(', ');
    expect([name, status, choices.filter((choice) => !/^\w+$/.test(choice))]).toEqual([name, 400, []]);
    expect(choices).toContain('id');
    // Whom somebody can mention has no dates.
    const hasDates = name !== 'ListAIReviewers';
    expect([name, choices.some((choice) => choice.startsWith('date'))]).toEqual([name, hasDates]);
    for (const choice of choices) {
      const sorted = await service.request(`${path}?sortField=${choice}&sortOrder=Descend&countPerPage=1`);
      expect([choice, sorted.status]).toEqual([choice, 200]);
      const { nextCursor } = sorted.body;
      if (!nextCursor) continue;
      const next = await service.request(
        `${path}?sortField=${choice}&sortOrder=Descend&countPerPage=1&cursor=${nextCursor}`,
      );
      expect([choice, next.status]).toEqual([choice, 200]);
    }
  });
});

it('sorts events by their dates', async () => {
  for (const [sortOrder, direction] of [
    ['Ascend', 1],
    ['Descend', -1],
  ] as const) {
    const { status, body } = await service.request(`/audit/events?sortField=date&sortOrder=${sortOrder}`);
    expect(status).toBe(200);
    const dates = body.items.map(({ date }: { date: string }) => date);
    expect(dates.length).toBeGreaterThan(5);
    expect(dates).toEqual(dates.toSorted((a: string, b: string) => direction * a.localeCompare(b)));
  }
});

it('answers JSON to whoever takes any application', async () => {
  const path = await newSession(service);
  for (const accept of [
    'application/*',
    'application/*;q=0.5',
    'image/png, application/*',
    'application/*, */*;q=0.1',
  ]) {
    const { headers } = await service.request(path, { headers: { accept } });
    expect([accept, headers.get('content-type')]).toEqual([accept, 'application/json; charset=utf-8']);
  }
});

describe('JSON Lines', () => {
  it('has one line a record for every reader', async () => {
    const purpose = 'a\u2028b\u2029c';
    const id = (await newSession(service, { purpose })).slice('/ai/sessions/'.length);
    for (const path of [`/ai/sessions/${id}.jsonl`, '/ai/sessions/export.jsonl?text=a']) {
      const { text } = await service.request(path);
      expect(text).not.toMatch(/[\u0085\u2028\u2029]/);
      expect(
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toContainEqual(expect.objectContaining({ purpose }));
    }
  });

  it('is what the log is, too', async () => {
    await service.request('/ai/sessions', { json: { purpose: 'p', 'new\u2028{"level":"info"}\u0085': 1 } });
    expect(service.output()).toContain('new\\u2028');
    expect(service.output()).not.toMatch(/[\u0085\u2028\u2029]/);
  });
});

describe('the mark of UTF-8', () => {
  const MARK = Buffer.from('\ufeff');
  const begins = async (path: string, given: Readonly<Record<string, string>> = {}) => {
    const first = await service.request(path);
    expect(first.headers.get('content-type')).toBeTruthy();
    const headers = { accept: '*/*', authorization: AUTHORIZATION, ...given };
    const response = await fetch(service.url + path, { headers });
    return MARK.equals(Buffer.from(await response.arrayBuffer()).subarray(0, 3));
  };
  const AUTHORIZATION = `Basic ${Buffer.from('admin@example.com:correct horse battery').toString('base64')}`;

  it('is at the start of files for people, and of no answer for programs', async () => {
    expect(await begins('/ai/sessions/export.csv?safe=true')).toBe(true);
    expect(await begins('/ai/sessions/export', { accept: 'text/html' })).toBe(true);
    expect(await begins('/ai/sessions.csv?safe=true')).toBe(true);
    for (const path of ['/ai/sessions/export.csv', '/ai/sessions.csv', '/ai/sessions/export.csv?safe=false'])
      expect([path, await begins(path)]).toEqual([path, false]);
    for (const format of ['json', 'jsonl', 'jsv', 'xml'])
      expect(await begins(`/ai/sessions/export.${format}?safe=true`)).toBe(false);
  });

  it('is in the file that a browser downloads by its address, unless that says otherwise', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const browser = { accept, 'accept-language': 'de,en;q=0.5' };
    expect(await begins('/ai/sessions/export.csv', browser)).toBe(true);
    expect(await begins('/ai/sessions?format=csv', browser)).toBe(true);
    expect(await begins('/ai/sessions/export.csv?safe=false', browser)).toBe(false);
  });

  it('is not in what a program downloads that asks for a page by default, as Java does', async () => {
    expect(await begins('/ai/sessions/export.csv', { accept: 'text/html, image/gif, *; q=.2' })).toBe(false);
  });

  it.each(['safe=1', 'safe=on', 'safe=TRUE', 'SAFE=yes', 'safe'])(
    'is asked for by %s, too',
    async (query) => {
      expect(await begins(`/ai/sessions/export.csv?${query}`)).toBe(true);
    },
  );

  it.each(['safe=0', 'safe=off', 'safe=False', 'safe=no'])('is not asked for by %s', async (query) => {
    expect(await begins(`/ai/sessions/export.csv?${query}`)).toBe(false);
  });

  it('is in what a page leads to', async () => {
    const { text } = await service.request('/ai/sessions', { headers: { accept: 'text/html' } });
    const [, link = ''] = /href="([^"]*format=csv[^"]*)"/.exec(text) ?? [];
    expect(await begins(link.replaceAll('&#38;', '&'))).toBe(true);
  });

  it('is passed over in what is sent', async () => {
    const { body } = await create('text/csv', '\ufeffPurpose\r\np\r\n');
    expect(body.purpose).toBe('p');
  });
});

it('cuts blanks around a purpose and a name in every format, and nothing else', async () => {
  const inner = 'a \u200b\u00a0 b';
  for (const [type, write] of [
    ['application/json', (text: string) => JSON.stringify({ purpose: text })],
    ['text/jsv', (text: string) => `{purpose:"${text}"}`],
    ['text/csv', (text: string) => `purpose\n"${text}"`],
    ['text/jsonl', (text: string) => JSON.stringify({ purpose: text })],
    ['application/x-www-form-urlencoded', (text: string) => `purpose=${encodeURIComponent(text)}`],
    [
      'application/xml',
      (text: string) =>
        `<NewAISession xmlns="http://schemas.datacontract.org/2004/07/Voice.Api.AI"><Purpose>${text}</Purpose></NewAISession>`,
    ],
    [
      'multipart/form-data; boundary=x',
      (text: string) => `--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\n${text}\r\n--x--\r\n`,
    ],
  ] as const) {
    for (const blank of ['\t', '\ufeff', '\u00a0', ' \ufeff\t\u3000']) {
      const { body } = await create(type, write(blank + inner + blank));
      expect([type, body.purpose]).toEqual([type, inner]);
    }
  }
  const { body } = await service.request('/accounts', { json: { name: `\ufeff\t${inner}\u2003` } });
  expect(body.name).toBe(inner);
});
