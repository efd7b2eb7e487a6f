import { languages } from '@ai-sessions/client-code';
import { operations } from '@ai-sessions/contract';
import { codecs } from '@ai-sessions/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startService } from './support/service.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

const ask = (path: string, headers: Record<string, string> = {}) =>
  service.request(path, { authorization: null, headers });

/** So that every language meets several operations. */
const pairs = operations.map((operation, index) => {
  const language = languages[index % languages.length];
  if (!language) throw new Error('There is no language.');
  return { operation, language };
});

describe('every operation over HTTP', () => {
  it.each(Object.keys(codecs))('has its page in %s, with tables and with code', async (format) => {
    const asked = pairs.map(async ({ operation: { name, route }, language: { slug, name: called } }) => {
      const address = `/${format}/metadata?op=${name}`;
      const [tables, code] = await Promise.all([ask(address), ask(`${address}&lang=${slug}`)]);
      for (const { status, headers, text } of [tables, code]) {
        expect([status, headers.get('content-type')], address).toEqual([200, 'text/html; charset=utf-8']);
        expect(text).toContain(`<h1>${name}</h1>`);
        expect(text).toContain(`<code>${route}</code>`);
      }
      expect(code.text, address).toContain(`${called} ${name} DTOs`.replace("'", '&#x27;'));
    });
    await Promise.all(asked);
  });
});

it('has pages whose compressed forms say the same, for those who take them', async () => {
  const address = '/json/metadata?op=NewAISession';
  const plain = await ask(address, { 'accept-encoding': 'identity' });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(plain.headers.get('vary')).toBe('Accept, Accept-Encoding');
  for (const encoding of ['br', 'gzip']) {
    // The second one is the first one, kept.
    for (let time = 0; time < 2; time++) {
      const answer = await ask(address, { 'accept-encoding': encoding });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('vary')).toBe('Accept, Accept-Encoding');
      expect(answer.text).toBe(plain.text);
    }
  }
});

it('is found in any case, with a slash behind, and in Markdown also where there is nothing', async () => {
  for (const path of ['/metadata/', '/Types', '/types/CSharp/']) expect((await ask(path)).status).toBe(200);
  const missing = await ask('/json/metadata?op=Nothing', { accept: 'text/markdown' });
  expect([missing.status, missing.headers.get('content-type')]).toEqual([
    404,
    'text/markdown; charset=utf-8',
  ]);
});
