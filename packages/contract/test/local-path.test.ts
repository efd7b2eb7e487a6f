import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLocalPath } from '../src/local-path.ts';

it.each(['/', '/admin/sessions?pending=yes#top', '/a//b', '/a:b', '/日本?text=ü', '/?x=//y', '/a@b'])(
  '%j is a path of ours',
  (text) => expect(isLocalPath(text)).toBe(true),
);

it.each([
  '',
  'admin',
  '//evil.example',
  '/\\evil.example',
  '/a\\b',
  '/\n/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/../..//evil.example',
  '/%2e%2E//evil.example',
  'https://evil.example',
  '/\ud800',
])('%j is not', (text) => expect(isLocalPath(text)).toBe(false));

it('never leads to another site, with a browser’s reading of addresses', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    'evil.example',
    '@',
    ':',
    '?',
    '#',
    'https:',
    '\t',
    ' ',
    'a',
    '\u3002',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = `/${parts.join('')}`;
      if (!isLocalPath(text)) return;
      const there = new URL(text, 'https://sessions.example.com/login?redirect=x');
      expect(there.origin).toBe('https://sessions.example.com');
      // Nor where something takes what the browser made of it for an address again.
      expect(new URL(there.pathname, 'https://sessions.example.com').origin).toBe(there.origin);
    }),
    { numRuns: 2_000 },
  );
});
