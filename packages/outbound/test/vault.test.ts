import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVault } from '../src/index.ts';

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

test('every text comes back from the vault, and only from its context', () => {
  const vault = createVault('s'.repeat(32));
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, text, (secret, context, other) => {
      const sealed = vault.seal(secret, context);
      expect(vault.open(sealed, context)).toBe(secret);
      if (other !== context) expect(vault.open(sealed, other)).toBeUndefined();
      expect(vault.seal(secret, context)).not.toBe(sealed);
    }),
  );
});

test('a sealed text with another character anywhere never opens', () => {
  const vault = createVault('s'.repeat(32));
  const character = fc.constantFrom(...'ABCXYZabcxyz0189-_=+/. \n');
  fc.assert(
    fc.property(fc.string(), fc.nat(), character, (secret, at, other) => {
      const sealed = vault.seal(secret, 'a');
      const index = at % sealed.length;
      const changed = `${sealed.slice(0, index)}${other}${sealed.slice(index + 1)}`;
      if (changed !== sealed) expect(vault.open(changed, 'a')).toBeUndefined();
      expect(vault.open(sealed.slice(0, index), 'a')).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('a mark is the same for the same text in its context, with the same secret, and no other', () => {
  const vault = createVault('s'.repeat(32));
  const mark = vault.mark('5f2c', 'a');
  expect(vault.mark('5f2c', 'a')).toBe(mark);
  expect(mark).not.toContain('5f2c');
  for (const other of [vault.mark('5f2d', 'a'), vault.mark('5f2c', 'b')]) expect(other).not.toBe(mark);
  expect(createVault('t'.repeat(32)).mark('5f2c', 'a')).not.toBe(mark);
});
