import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, expected, roundTrips, type Tool, Workshop } from './toolchain.ts';

const ruby: Tool = { command: 'ruby', packages: 'ruby' };

let workshop: Workshop;

beforeAll(async () => {
  workshop = await Workshop.open();
  await workshop.write('dtos.rb', codeIn('ruby'));
});

afterAll(() => workshop.close());

describe('Ruby', () => {
  it('reads and writes every request and answer, and knows their methods', { timeout: 60_000 }, async () => {
    const program = join(import.meta.dirname, 'ruby/round_trip.rb');
    expect(roundTrips(await workshop.run(ruby, program, workshop.folder))).toEqual(expected);
  });

  it('has no warnings', { timeout: 60_000 }, async () => {
    expect(await workshop.run(ruby, '-wc', 'dtos.rb')).toBe('Syntax OK\n');
  });
});
