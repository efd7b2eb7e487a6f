import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTitle, titleArguments } from '../src/function/title.ts';
import { visibleText } from '../src/function/visible-text.ts';

const none = new Map<string, string>();

/** Text of any code points, halves of pairs too, rich in those that mislead. */
const anyText = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.constantFrom(0x201c, 0x201d, 0x202e, 0x200b, 10, 34)),
  )
  .map((codePoints) => String.fromCodePoint(...codePoints));

describe('a title', () => {
  it('shows the real arguments, each in quotation marks, and the name of an account instead of its id', () => {
    const values = { accountId: 'a1', name: 'Northwind', active: true };
    expect(
      fillTitle('Rename {accountId} to {name}, {active}, {missing}', values, new Map([['a1', 'Old name']])),
    ).toBe('Rename “Old name” to “Northwind”, “true”, (nothing)');
  });

  it('names the arguments that it shows', () => {
    expect([...titleArguments('Rename {accountId} to {name}')]).toEqual(['accountId', 'name']);
  });

  it('lets no argument look like a part of the sentence, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const title = fillTitle('Rename to {name} now', { name }, none);
        expect(title.startsWith('Rename to “')).toBe(true);
        expect(title.endsWith('” now')).toBe(true);
        expect(title.slice('Rename to “'.length, -'” now'.length)).not.toMatch(/[“”]/);
      }),
    );
  });

  it('does not take a name of a prototype for an argument', () => {
    expect(fillTitle('{constructor} {__proto__}', {}, none)).toBe('(nothing) (nothing)');
  });
});

describe('hidden characters', () => {
  it.each([
    ['pay \u202e001 \u202c', 'pay ⟨U+202E⟩001 ⟨U+202C⟩'],
    ['a\u200bb\u0000c\ufeff', 'a⟨U+200B⟩b⟨U+0000⟩c⟨U+FEFF⟩'],
    ['tag\u{e0041}', 'tag⟨U+E0041⟩'],
    ['two\nlines', 'two\nlines'],
    ['half \ud800', 'half ⟨U+D800⟩'],
    ['Ünï 漢字 😀', 'Ünï 漢字 😀'],
  ])('are seen: %j', (text, seen) => {
    expect(visibleText(text)).toBe(seen);
  });

  it('do not come through', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visibleText(text)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});
