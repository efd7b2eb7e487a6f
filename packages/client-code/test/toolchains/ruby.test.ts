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

  it('has what the client asks a request and makes an answer with', { timeout: 60_000 }, async () => {
    const program = `
      require './dtos'
      include Dtos
      request = ListAISessions.new(states: [AISessionState::OPEN], sort_order: SortOrders::DESCEND)
      page = ListAISessions.response_type.new({ 'items' => [{ 'purpose' => 'x' }], 'totalCount' => 1 })
      puts [
        request.to_hash, request.class.route, DeleteAISession.response_type,
        page.class, page.items[0].class, page.total_pages,
        GetAISession.response_type.new({ 'purpose' => 'y', 'actions' => [{ 'id' => 'a' }] }).actions[0].class,
        ListResponse.new({ 'items' => [{ 'purpose' => 'z' }] }).items[0]['purpose'],
        AISessionInfo.new(purpose: 'k').purpose
      ].to_json`;
    expect(JSON.parse(await workshop.run(ruby, '-W:no-experimental', '-w', '-e', program))).toEqual([
      { states: ['Open'], sortOrder: 'Descend' },
      '/api/ListAISessions',
      null,
      'Dtos::ListResponse',
      'Dtos::AISessionInfo',
      null,
      'Dtos::AISessionActionInfo',
      'z',
      'k',
    ]);
  });

  it('has no warnings', { timeout: 60_000 }, async () => {
    expect(await workshop.run(ruby, '-wc', 'dtos.rb')).toBe('Syntax OK\n');
  });
});
