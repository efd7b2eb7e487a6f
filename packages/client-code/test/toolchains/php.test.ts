import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeIn, expected, roundTrips, type Tool, workshopWith } from './toolchain.ts';

const php: Tool = { command: 'php', packages: 'php-cli' };

const workshop = await workshopWith({
  'dtos.php': codeIn('php'),
  'varied.php': codeIn('php', { GlobalNamespace: 'Acme.Dtos', AddServiceStackTypes: false }),
});

describe('PHP', () => {
  it('reads and writes every request and answer, and knows their methods', { timeout: 60_000 }, async () => {
    const program = join(import.meta.dirname, 'php/round-trip.php');
    const strict = ['-d', 'display_errors=stderr', '-d', 'error_reporting=-1'];
    expect(roundTrips(await workshop.run(php, ...strict, program, workshop.folder))).toEqual(expected);
  });

  it('is in the namespace that was asked for', { timeout: 60_000 }, async () => {
    const library = join(import.meta.dirname, 'php/servicestack.php');
    const program = `require '${library}'; require 'varied.php'; echo (new Acme\\Dtos\\GetAISession())->getMethod();`;
    expect(await workshop.run(php, '-r', program)).toBe('GET');
  });
});
