import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { createVault } from '@ai-sessions/outbound';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

const APP = join(import.meta.dirname, '..');
const SECRET = 'the secret of this installation: 0123456789';

let folder: string;
let database: TestDatabase;
let empty: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-commands-'));
  [database, empty] = await Promise.all([createTestDatabase(), createTestDatabase({ empty: true })]);
  await writeFile(join(folder, 'auth-secret'), SECRET);
  const { seal } = createVault(SECRET);
  await onDatabase(
    database.url,
    `SELECT audit_as('{"silent":true}');
     INSERT INTO account (name, twilio_auth_token, created_by, last_modified_by) VALUES ('Sealed', '${seal('token', 'account TwilioAuthToken')}', 'a', 'a');
     INSERT INTO ai_function (name, title, parameters, risk, target, headers, created_by, last_modified_by)
       VALUES ('sealed', 'T', '{}', 'Ordinary', 'Http', '{"X-Key": "${seal('header', 'x-key')}", "X-Lost": "v1.lost"}', 'a', 'a');
     INSERT INTO ai_webhook (url, secret, created_by, last_modified_by) VALUES ('https://example.com', '${seal('webhook', 'webhook secret')}', 'a', 'a');
     INSERT INTO oauth_signing_key (id, public_key, private_key) VALUES ('key', '{}', '${seal('private', 'oauth signing key')}')`,
  );
});

afterAll(async () => {
  await Promise.all([database.drop(), empty.drop()]);
  await rm(folder, { recursive: true, force: true });
});

async function onDatabase(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

function command(name: string, args: readonly string[], url = database.url) {
  return spawnSync(process.execPath, ['--import', 'tsx', `commands/${name}.ts`, ...args], {
    cwd: APP,
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: folder, AUTH_SECRET: '', INIT_CWD: folder },
    encoding: 'utf8',
  });
}

it('backs up, and restores once into an empty database', async () => {
  const made = command('backup', ['copy', '--with-secrets']);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toContain(`${join(folder, 'copy')}: `);
  expect(command('backup', ['copy'])).toMatchObject({ status: 1, stdout: '' });

  const restored = command('restore', ['copy'], empty.url);
  expect(restored).toMatchObject({ status: 0, stderr: '' });
  expect(restored.stdout).toContain('Applying is stopped');
  expect(restored.stdout).not.toContain('AUTH_SECRET');
  expect((await onDatabase(empty.url, 'SELECT name FROM account')).rows).toEqual([{ name: 'Sealed' }]);
  expect((await onDatabase(empty.url, 'SELECT stopped FROM ai_applying')).rows).toEqual([{ stopped: true }]);
  const again = command('restore', ['copy'], empty.url);
  expect(again.status).toBe(1);
  expect(again.stderr).toContain('The database is not empty');
});

it('seals everything with a new secret', async () => {
  const rotated = command('rotate-secret', []);
  expect(rotated).toMatchObject({ status: 0, stderr: '' });
  expect(rotated.stdout).toContain('4 values are sealed anew.\n1 could not be read');
  const { open } = createVault((await readFile(join(folder, 'auth-secret'), 'utf8')).trim());
  const { rows } = await onDatabase(
    database.url,
    `SELECT twilio_auth_token AS token, headers->>'X-Key' AS header, secret, private_key AS key
     FROM account, ai_function f, ai_webhook, oauth_signing_key WHERE f.name = 'sealed'`,
  );
  const [row] = rows;
  expect(open(row.token, 'account TwilioAuthToken')).toBe('token');
  expect(open(row.header, 'x-key')).toBe('header');
  expect(open(row.secret, 'webhook secret')).toBe('webhook');
  expect(open(row.key, 'oauth signing key')).toBe('private');
});
