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

  it('has what the client needs to send a query: enums that are written, and no fields but those of the request', {
    timeout: 60_000,
  }, async () => {
    const program = `
      require '${join(import.meta.dirname, 'php/servicestack.php')}'; require 'dtos.php';
      $request = new dtos\\ListAISessions(states: [dtos\\AISessionState::Open], sortOrder: dtos\\SortOrders::Descend);
      foreach ($request as $name => $value) if (isset($value)) $sent[$name] = $value;
      echo json_encode([
        $sent, $request->sortOrder instanceof JsonSerializable, $request->sortOrder->jsonSerialize(),
        (new dtos\\GetAISession())->createResponse() instanceof JsonSerializable,
      ]);`;
    expect(JSON.parse(await workshop.run(php, '-r', program))).toEqual([
      { states: ['Open'], sortOrder: 'Descend' },
      true,
      'Descend',
      true,
    ]);
  });

  it('leaves arrays in a list whose types the client does not know, as in a batch', {
    timeout: 60_000,
  }, async () => {
    const program = `
      require '${join(import.meta.dirname, 'php/servicestack.php')}'; require 'dtos.php';
      $page = new dtos\\ListResponse();
      $page->genericArgs = null;
      $page->fromMap(['items' => [['purpose' => 'x']], 'totalCount' => 1]);
      echo json_encode([$page->items[0]['purpose'], $page->totalCount, $page->totalPages]);`;
    expect(JSON.parse(await workshop.run(php, '-r', program))).toEqual(['x', 1, null]);
  });

  it('says how dates are read and written', () => {
    expect(codeIn('php')).toMatch(
      /\/\/ Dates are text in ISO 8601[\s\S]*'jsconfig' => 'DateHandler:TimestampOffset'/,
    );
  });

  it('is in the namespace that was asked for', { timeout: 60_000 }, async () => {
    const library = join(import.meta.dirname, 'php/servicestack.php');
    const program = `require '${library}'; require 'varied.php'; echo (new Acme\\Dtos\\GetAISession())->getMethod();`;
    expect(await workshop.run(php, '-r', program)).toBe('GET');
  });
});
