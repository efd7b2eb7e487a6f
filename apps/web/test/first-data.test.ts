import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUser } from './support/callers.ts';
import { ADMIN_PASSWORD, type RunningService, startService } from './support/service.ts';
import { newFunction, newSession } from './support/session.ts';
import { signIn } from './support/sign-in.ts';

/** The value of a header of the function. */
const SECRET = 'Bearer 5f2c0e8d1b7a4c3e';

let database: TestDatabase;
let service: RunningService;
let cookie: string;
let functionName: string;
let apiKey: string;
const paths = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startService({ DATABASE_URL: database.url, OUTBOUND_TARGETS: 'https://api.example.com' });
  const accountId = (await service.request('/accounts', { json: { name: 'Fjord Outdoor Supply' } })).body.id;
  paths.set('account', `/admin/accounts/${accountId}`);
  const startDate = new Date().toISOString();
  await service.request('/ai/usage/entries', {
    json: { entries: [{ accountId, externalId: randomUUID(), startDate, aiMinutes: 7_845 }] },
  });
  const { body: user } = await service.request('/users', {
    json: { emailAddress: 'mara@example.com', accountId },
  });
  paths.set('user', `/admin/users/${user.id}`);
  apiKey = (await service.request('/api-keys', { json: { name: 'Nightly import' } })).body.key;
  functionName = await newFunction(service, {
    target: 'Http',
    method: 'POST',
    url: 'https://api.example.com/greetings',
    headers: { Authorization: SECRET },
  });
  const { body } = await service.request(`/ai/functions?nameFilter=${functionName}`);
  paths.set('function', `/admin/functions/${body.items[0].id}`);
  paths.set(
    'session',
    (await newSession(service, { accountId, purpose: 'Tidy the gear' })).replace('/ai', '/admin'),
  );
  const { token } = await signIn(service, ADMIN_PASSWORD);
  cookie = `next-auth.session-token=${token}`;
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

/** What a page shows without a script. */
async function shown(path: string, own: string | null = cookie) {
  const response = await fetch(service.url + path, {
    redirect: 'manual',
    headers: { accept: 'text/html', ...(own === null ? {} : { cookie: own }) },
  });
  const html = await response.text();
  const { status, headers } = response;
  return { status, headers, html, seen: html.replace(/<script\b[\s\S]*?<\/script>/g, '') };
}

it.each([
  ['the list of sessions', '/admin/sessions', ['Tidy the gear']],
  ['a page of the list of sessions that is narrowed down', '/admin/sessions?text=gear', ['Tidy the gear']],
  ['the overview', '/admin', ['Wait for review', 'Nothing is being applied', 'Sessions opened']],
  ['a session', 'session', ['Tidy the gear', 'Fjord Outdoor Supply', 'NewAISession']],
  ['the accounts', '/admin/accounts', ['Fjord Outdoor Supply']],
  ['an account', 'account', ['Fjord Outdoor Supply', '7,845', 'mara@example.com']],
  ['the users', '/admin/users', ['mara@example.com']],
  ['a user', 'user', ['mara@example.com', 'There is no API key yet.', 'Nowhere at the moment.']],
  ['the API keys', '/admin/keys', ['Nightly import']],
  ['the functions', '/admin/functions', ['FUNCTION', 'Sessions can be applied']],
  ['a function', 'function', ['FUNCTION']],
  ['the runs', '/admin/runs', ['Nothing was applied yet.']],
  ['the audit', '/admin/audit', ['CreateFirstAdministrator']],
  ['the own sign-in', '/admin/profile', ['This one', 'Nightly import']],
])('renders the first data of %s on the server', async (_, path, texts) => {
  const { seen, html, headers } = await shown(paths.get(path) ?? path);
  for (const text of texts) expect(seen).toContain(text.replace('FUNCTION', functionName));
  expect(headers.get('cache-control')).toMatch(/no-store/);
  expect(html).not.toContain(SECRET);
  expect(html).not.toContain(apiKey);
});

it.each(['sessions', 'functions', 'webhooks'])(
  'takes nothing typed into the form for new %s before its scripts run',
  async (subject) => {
    const { seen } = await shown(`/admin/${subject}/new`);
    expect(seen).toMatch(/<fieldset role="none" disabled=""[^>]*>(?:(?!<\/fieldset>).)*<(?:input|textarea)/s);
  },
);

it('shows a manager only what is theirs to see', async () => {
  const manager = await makeUser(service, ['Manager']);
  const { token } = await signIn(service, 'plum tractor violin', { emailAddress: manager.emailAddress });
  const { status, seen, html } = await shown(
    `/admin/users/${manager.id}`,
    `next-auth.session-token=${token}`,
  );
  expect(status).toBe(200);
  expect(seen).toContain(manager.emailAddress);
  expect(html).not.toMatch(/apiKey|listApiKeys|Nowhere at the moment/);
  const { body } = await service.request('/audit/events?refused=true');
  expect(
    body.items.filter(({ userName }: { userName: string }) => userName === manager.emailAddress),
  ).toEqual([]);
});

it('leaves a page as it was whose data is refused or does not exist', async () => {
  const { status, html, seen } = await shown(`/admin/sessions/${randomUUID()}`);
  expect(status).toBe(200);
  expect(seen).not.toContain('Tidy the gear');
  expect(html).not.toMatch(/responseStatus|ApiError/);
  for (const path of ['/admin/sessions', '/admin/users']) {
    const stranger = await shown(path, null);
    expect(stranger.html).not.toMatch(/Tidy the gear|mara@example\.com/);
  }
});

it('does not wait long for a database that is busy, and lets the browser ask', async () => {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    await client.query('BEGIN; LOCK TABLE ai_session IN ACCESS EXCLUSIVE MODE');
    const started = performance.now();
    const { status, seen } = await shown('/admin/sessions');
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(status).toBe(200);
    expect(seen).toContain('aria-busy="true"');
    expect(seen).not.toContain('Tidy the gear');
  } finally {
    await client.end();
  }
  expect((await shown('/admin/sessions')).seen).toContain('Tidy the gear');
});
