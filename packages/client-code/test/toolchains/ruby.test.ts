import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeIn, expected, roundTrips, type Tool, workshopWith } from './toolchain.ts';

const ruby: Tool = { command: 'ruby', packages: 'ruby' };

const workshop = await workshopWith({ 'dtos.rb': codeIn('ruby') });

describe('Ruby', () => {
  it('reads and writes every request and answer, and knows their methods', { timeout: 60_000 }, async () => {
    const program = join(import.meta.dirname, 'ruby/round_trip.rb');
    expect(roundTrips(await workshop.run(ruby, program, workshop.folder))).toEqual(expected);
  });

  it('has no warnings', { timeout: 60_000 }, async () => {
    expect(await workshop.run(ruby, '-wc', 'dtos.rb')).toBe('Syntax OK\n');
  });
});
