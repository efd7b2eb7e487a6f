import { expect, test } from 'vitest';
import { createVault, fillUrl } from '../src/index.ts';

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

test('a sealed text opens only unchanged, in its place, with its secret', () => {
  const vault = createVault('s'.repeat(32));
  const sealed = vault.seal('Bearer ü', 'a');
  expect(sealed).not.toContain('Bearer');
  expect(vault.open(sealed, 'a')).toBe('Bearer ü');
  expect(vault.open(sealed, 'b')).toBeUndefined();
  expect(
    vault.open(
      sealed.replace(/^v1\.(.)/, (_, c) => `v1.${c === 'A' ? 'B' : 'A'}`),
      'a',
    ),
  ).toBeUndefined();
  expect(createVault('t'.repeat(32)).open(sealed, 'a')).toBeUndefined();
});
