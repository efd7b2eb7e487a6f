import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillUrl, templateProblem } from '../src/index.ts';

const TEMPLATE = 'https://api.example.com/accounts/{id}/rename';
const fill = (id: string, template = TEMPLATE) => fillUrl(template, new Map([['id', id]]));

test('a value stays in its segment', () => {
  expect(fill('a b?c#d')).toEqual({ ok: true, url: 'https://api.example.com/accounts/a%20b%3Fc%23d/rename' });
  for (const id of ['', '.', '..', 'a/b', 'a\\b', 'a\r\nb', '\ud800'])
    expect(fill(id)).toMatchObject({ ok: false });
});

test('a host holds no placeholders', () => {
  for (const template of ['https://{id}.example.com/', 'https://{id}/x', 'https://u@h/{id}', 'ftp://h/{id}'])
    expect(fill('a', template)).toMatchObject({ ok: false, code: 'template' });
});

test('what a template is filled with comes back out of the address, and nothing else moves', () => {
  const template = 'https://api.example.com/accounts/{id}/rename?name={name}#{name}';
  const text = fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(text, text, (id, name) => {
      const result = fillUrl(
        template,
        new Map([
          ['id', id],
          ['name', name],
        ]),
      );
      if (!result.ok) return;
      const { origin, pathname, searchParams } = new URL(result.url);
      expect([origin, pathname.split('/').map(decodeURIComponent), ...searchParams]).toEqual([
        'https://api.example.com',
        ['', 'accounts', id, 'rename'],
        ['name', name],
      ]);
    }),
    { numRuns: 1_000 },
  );
});

test('a template is known to be one before its values are', () => {
  for (const template of [TEMPLATE, 'https://host', 'https://host/x?y={y}', 'https://host/{ä-1}'])
    expect(templateProblem(template)).toBeUndefined();
  for (const template of [
    'https://{id}/',
    'https://host/{a b}',
    'https://host/{a/b}',
    'https://host/{}',
    'https://host/{',
    'host',
    'https://host?x={y}',
  ])
    expect(templateProblem(template)).toEqual(expect.stringMatching(/\.$/));
});
