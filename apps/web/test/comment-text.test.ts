import { expect, it } from 'vitest';
import { textParts } from '../src/features/comments/text-parts.ts';

const ann = { userId: 'a', emailAddress: 'ann@example.com' };

/** Parts as they are read: links in angle brackets, mentions in square ones. */
const drawn = (text: string) =>
  textParts(text, [ann])
    .map((part) => ({ text: part.text, link: `<${part.text}>`, mention: `[${part.text}]` })[part.kind])
    .join('');

it.each([
  ['See https://example.com/a?b=1, and ask @ann.', 'See <https://example.com/a?b=1>, and ask [@ann].'],
  ['(http://example.com/a_(b)) @ben', '(<http://example.com/a_(b)>) @ben'],
  ['<a href="https://example.com">x</a>', '<a href="<https://example.com>">x</a>'],
  [
    'javascript:alert(1) data:text/html,x ftp://example.com',
    'javascript:alert(1) data:text/html,x ftp://example.com',
  ],
  ['https://example.com/@ann@example.com', '<https://example.com/@ann@example.com>'],
  ['https://[ and xhttps://example.com', 'https://[ and xhttps://example.com'],
  ['שלום @ann@example.com\nhttps://example.com/', 'שלום [@ann@example.com]\n<https://example.com/>'],
])('draws %j', (text, wanted) => {
  expect(drawn(text)).toBe(wanted);
  expect(
    textParts(text, [ann])
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

it('leads to nothing but what it shows', () => {
  const links = textParts('https://user:pw@example.com/ HTTPS://EXAMPLE.COM', []).flatMap((part) =>
    part.kind === 'link' ? [part.href] : [],
  );
  expect(links).toEqual(['https://user:pw@example.com/', 'https://example.com/']);
});
