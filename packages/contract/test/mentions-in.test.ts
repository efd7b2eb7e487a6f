import { expect, it } from 'vitest';
import { isNamed, mentionsIn } from '../src/index.ts';

it.each([
  ['@ann@example.com, look', ['ann@example.com']],
  ['Ask @Ann.Lee@Example.com.', ['ann.lee@example.com']],
  ["(@ann) and “@o'brien@example.com”", ['ann', "o'brien@example.com"]],
  ['مرحبا @ann@example.com شكرا', ['ann@example.com']],
  ['line\n@ann\tthen @ben+desk@example.co.uk', ['ann', 'ben+desk@example.co.uk']],
  ['ann@example.com writes to b@@c and @ alone, and https://example.com/@x', ['x']],
  ['@ann@', ['ann']],
  ['é@ann', []],
])('finds who is mentioned in %j', (text, names) => {
  const found = mentionsIn(text);
  expect(found.map(({ name }) => name)).toEqual(names);
  for (const { start, end, name } of found) expect(text.slice(start, end).toLowerCase()).toBe(`@${name}`);
});

it('takes no longer for text that is made to be hard to read', () => {
  const texts = [
    '@a@'.repeat(2_000),
    `@${'a.'.repeat(3_000)}`,
    `@a@${'b-.'.repeat(2_000)}`,
    '@'.repeat(6_000),
  ];
  for (const text of texts) expect(mentionsIn(text).length).toBeLessThan(text.length);
});

it('knows a user by their whole address, or by all that stands before its @', () => {
  expect(isNamed('ann@example.com', 'ann@example.com')).toBe(true);
  expect(isNamed('ann@example.com', 'ann')).toBe(true);
  expect(isNamed('annabel@example.com', 'ann')).toBe(false);
  expect(isNamed('ann@example.com', 'ann@example.org')).toBe(false);
});
