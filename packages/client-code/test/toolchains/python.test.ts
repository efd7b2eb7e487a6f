import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeIn, expected, roundTrips, type Tool, workshopWith } from './toolchain.ts';

/** Debian's own, since the packages are for that one. */
const python: Tool = {
  command: '/usr/bin/python3',
  packages: 'python3 python3-dataclasses-json python3-marshmallow',
  environment: { PYTHONPATH: join(import.meta.dirname, 'python'), PYTHONDONTWRITEBYTECODE: '1' },
};

const workshop = await workshopWith({ 'dtos.py': codeIn('python') });

describe('Python', () => {
  it('reads and writes every request and answer, and knows their methods', { timeout: 60_000 }, async () => {
    const program = join(import.meta.dirname, 'python/round_trip.py');
    expect(roundTrips(await workshop.run(python, '-W', 'error', program, workshop.folder))).toEqual(expected);
  });
});
