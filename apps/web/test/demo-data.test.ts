import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningService, startService } from './support/service.ts';

const APP = join(import.meta.dirname, '..');
let database: TestDatabase;
let service: RunningService;
let printed: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'commands/demo-data.ts', '--accounts', '4', '--sessions', '20'],
    { cwd: APP, env: { ...process.env, DATABASE_URL: database.url } },
  );
  printed = stdout;
  service = await startService({ DATABASE_URL: database.url });
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

it('has sessions that can be reviewed and applied at once', async () => {
  expect(printed).toContain('Added 4 accounts and 20 sessions.');
  const { body } = await service.request('/ai/sessions?hasPendingActions=true');
  expect(body.items).toHaveLength(3);
  for (const { id } of body.items) {
    const review = await service.request(`/ai/sessions/${id}/review`);
    const applied = await service.request(`/ai/sessions/${id}/apply`, {
      method: 'POST',
      headers: { 'if-match': review.body.eTag },
    });
    const known = applied.body.actions.filter(({ title }: { title?: string }) => title !== undefined);
    expect(known.length).toBeGreaterThan(0);
    expect(new Set(known.map(({ state }: { state: string }) => state))).toEqual(new Set(['Applied']));
  }
});

it('has accounts whose AI minutes can be looked at', async () => {
  const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const { body } = await service.request(`/ai/usage?startDate=${day(91)}&endDate=${day(0)}`);
  expect(body.accountUsage).toHaveLength(4);
  expect(body.customerUsage.length).toBeGreaterThan(4);
});
