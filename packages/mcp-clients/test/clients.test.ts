import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mcpClients } from '../clients/src/index.ts';
import { type RunningService, startService } from './service.ts';

let service: RunningService;
let apiKey: string;
let accountId: string;

beforeAll(async () => {
  service = await startService();
  apiKey = await service.newApiKey();
  accountId = String((await service.request('/accounts', { name: 'Northwind Dental' })).id);
});

afterAll(() => service?.stop());

/** What a model reads out of what it is told. */
function found(text: string, pattern: RegExp): string {
  const [, value] = pattern.exec(text) ?? [];
  if (value === undefined) throw new Error(`There is no ${pattern} in: ${text}`);
  return value;
}

describe.each(mcpClients.map((client) => [client.name, client] as const))('%s', (_, client) => {
  it('opens a session, proposes, is returned, revises, and learns the verdict, by what a model is told', async () => {
    const connection = await client.connect({ url: `${service.url}/mcp`, apiKey });
    try {
      const names = await connection.toolNames();
      expect(names).toEqual(
        expect.arrayContaining(['open_session', 'propose_renameAccount', 'propose_action', 'read_session']),
      );

      const opened = await connection.call('open_session', { accountId, purpose: 'Rename' });
      const sessionId = found(opened, /Session ([\w-]+) is open/);
      const queued = await connection.call('propose_renameAccount', {
        sessionId,
        accountId,
        name: 'Northwind Care',
        description: 'As on the contract',
      });
      expect(queued).toContain('Nothing has taken effect');
      const actionId = found(queued, /actionId"?:\s*"?([\w-]+)/);

      await judge(sessionId, actionId, { judgement: 'Returned', reason: 'Use the whole name' });
      const returned = await connection.call('read_session', { sessionId });
      expect(returned).toContain('was returned to you: “Use the whole name”');

      const revised = await connection.call('revise_action', {
        sessionId,
        actionId,
        arguments: JSON.stringify({ accountId, name: 'Northwind Dental Care' }),
      });
      expect(revised).toContain('Northwind Dental Care');
      await judge(sessionId, actionId, { judgement: 'Refused', reason: 'Not agreed with the customer' });
      const refused = await connection.call('read_session', { sessionId });
      expect(refused).toContain('was refused: “Not agreed with the customer”');

      const failed = await connection.call('read_session', { sessionId: 'nowhere' });
      expect(failed).toContain('Check the ids');
    } finally {
      await connection.close();
    }
  });
});

describe.each(mcpClients.map((client) => [client.name, client] as const))(
  '%s beyond its limit',
  (_, client) => {
    it('hears when to try again', async () => {
      const key = await service.newApiKey();
      const connection = await client.connect({ url: `${service.url}/mcp`, apiKey: key });
      try {
        await service.limitCalls(key, 1);
        const told = await connection.call('list_my_sessions', {}).catch(String);
        expect(told).toMatch(/Try again in \d+ seconds?/);
      } finally {
        await connection.close().catch(() => {});
      }
    });
  },
);

async function judge(sessionId: string, actionId: string, judgement: object): Promise<void> {
  await service.request(`/ai/sessions/${sessionId}/actions/${actionId}/judgement`, judgement);
}
