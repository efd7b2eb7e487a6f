import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '../src/testing/index.ts';

async function rowsOf(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it('gives each caller a migrated database of its own, until it is dropped', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await rowsOf(
    one.url,
    `INSERT INTO account (name, created_by, last_modified_by) SELECT 'A', 'a', 'a' FROM audit_as('{"silent":true}')`,
  );
  expect(await rowsOf(one.url, 'SELECT name FROM account')).toEqual([{ name: 'A' }]);
  expect(await rowsOf(two.url, 'SELECT name FROM account')).toEqual([]);
  await one.drop();
  await expect(rowsOf(one.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  await two.drop();
});

it('leaves no server and no folder behind, even when killed', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Neither the server that the files of this suite share nor one that was named for them.
    env: { ...process.env, TEST_SERVER_URL: '', DATABASE_URL: '' },
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, folder } = z.object({ url: z.string(), folder: z.string() }).parse(JSON.parse(String(line)));
  expect(existsSync(folder)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  while (existsSync(folder)) await delay(20);
  await expect(rowsOf(url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
});

const PROGRAM = `
  import { createTestDatabase } from '${new URL('../src/testing/index.ts', import.meta.url).href}';
  import pg from '${import.meta.resolve('pg')}';
  const { url } = await createTestDatabase();
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query('SHOW data_directory');
  console.log(JSON.stringify({ url, folder: rows[0].data_directory }));
`;
