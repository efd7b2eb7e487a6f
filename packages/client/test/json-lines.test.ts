import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonLines } from '../src/json-lines.ts';

async function* piecesOf(bytes: Uint8Array, cuts: readonly number[]) {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    yield bytes.slice(start, end);
    start = end;
  }
}

async function read(bytes: Uint8Array, cuts: readonly number[]) {
  const values: unknown[] = [];
  for await (const value of jsonLines(piecesOf(bytes, cuts))) values.push(value);
  return values;
}

const rows = fc.array(fc.record({ id: fc.string({ unit: 'grapheme' }), count: fc.integer() }));

it('reads the same values wherever the bytes are cut, with or without a last line break', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.array(fc.nat()), fc.boolean(), async (values, cuts, ended) => {
      const text = values.map((value) => JSON.stringify(value)).join('\n') + (ended ? '\n' : '');
      expect(await read(new TextEncoder().encode(text), cuts)).toEqual(values);
    }),
  );
});

it('fails at a line that was cut off', async () => {
  await expect(read(new TextEncoder().encode('{"id":"a"}\n{"id":'), [])).rejects.toThrow(SyntaxError);
});
