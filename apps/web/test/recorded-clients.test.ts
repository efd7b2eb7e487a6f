import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences, type Recording, type Values, withValues } from './recorded/exchange.ts';
import { send, textOf } from './recorded/send.ts';
import { ADMIN_EMAIL, type RunningService, startService } from './support/service.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

/** What every client is to make of the answers, in the words of the programs that were recorded. */
const understood = {
  signedIn: ADMIN_EMAIL,
  created: 'Geändert "so" & +',
  patched: ['Changed', true],
  queued: [1, 'Queued'],
  list: [1, [[true, 'Open', 'Northwind']]],
  events: ['NewAISessionAction', 'PatchAISession', 'NewAISession'],
  applied: 'Applied',
  read: ['Applied', 'Applied', 'Ordinary', null],
  rows: [[true, 'Applied', 'Applied']],
  refused: [400, 'MaximumLength', ['Purpose']],
  gone: [404, 'NotFound', []],
};

const batch = {
  created: ['a', 'b'],
  changed: ['a!', 'b!'],
  read: ['a!', 'b!'],
  listed: [['a!'], ['b!']],
};

describe.each([
  ['python', { ...understood, batch: { ...batch, deleted: [null] } }],
  ['php', { ...understood, batch, dates: true }],
  ['ruby', understood],
  ['java', { ...understood, batch }],
  ['csharp', { ...understood, batch }],
])('what the client library of %s sends', (name, expected) => {
  it('is understood, and answered as it understands', async () => {
    const recording: Recording = JSON.parse(
      await readFile(join(import.meta.dirname, `recorded/${name}.json`), 'utf8'),
    );
    expect(recording.understood).toEqual(expected);
    const values: Values = new Map();
    for (const { request, answer } of recording.exchanges) {
      const target = withValues(request.target, values);
      const headers = request.headers.map(([header, value]) => [header, withValues(value, values)] as const);
      const body = Buffer.from(withValues(request.body ?? '', values));
      const actual = await send(service.url + target, request.method, headers, body);
      const text = textOf(actual.response, actual.body);
      const what = `${request.method} ${target}`;
      expect([what, actual.response.statusCode, text === '']).toEqual([
        what,
        answer.status,
        answer.body === undefined,
      ]);
      expect(differences(answer.body ?? null, text ? JSON.parse(text) : null, values), what).toEqual([]);
    }
  });
});
