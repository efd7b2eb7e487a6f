import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackupOptions, backUp, type RestoreOptions, readBackup, restore } from '../src/backup/index.ts';
import { LEFT_OUT } from '../src/backup/left-out.ts';
import { anythingIn, tablesOf } from '../src/backup/tables.ts';
import { createSession, migrate, openDatabase } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';
import { contentOf, fillEveryTable, onDatabase, PARTS, schemaOf } from './filled-database.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');

let folder: string;
let source: TestDatabase;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-backup-'));
  source = await database();
  await fillEveryTable(source.url);
});

afterAll(async () => {
  for (const each of databases) await each.drop();
  await rm(folder, { recursive: true, force: true });
});

async function database(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const made = await createTestDatabase(options);
  databases.push(made);
  return made;
}

let backups = 0;
function copyOf(url: string, options: Partial<BackupOptions> = {}) {
  backups++;
  return backUp(url, {
    folder: join(folder, `backup-${backups}`),
    migrations: MIGRATIONS,
    version: '1.2.3',
    withSecrets: true,
    ...options,
  });
}

const AS_IT_WAS: RestoreOptions = { migrations: MIGRATIONS, log: quietLog, stopApplying: undefined };
const OPERATOR = { userName: 'system', operation: 'npm run restore' };

async function restored(
  backup: Awaited<ReturnType<typeof readBackup>>,
  options: Partial<RestoreOptions> = {},
): Promise<string> {
  const { url } = await database({ empty: true });
  await restore(url, backup, { ...AS_IT_WAS, ...options });
  return url;
}

const tablesInParts = async (client: pg.Client) =>
  (await tablesOf(client)).map(({ name, partitions }) => ({ name, partitions }));

describe('a backup', () => {
  it('gives back every row of every table, and the same schema', async () => {
    await onDatabase(source.url, (client) =>
      client.query("SELECT extend_partitions('audit_event', 'month', 5)"),
    );
    const { folder: made, manifest } = await copyOf(source.url);
    for (const { table, rows } of manifest.parts) expect(rows, table).toBeGreaterThanOrEqual(3);
    const url = await restored(await readBackup(made));
    expect(await contentOf(url)).toEqual(await contentOf(source.url));
    expect(await schemaOf(url)).toEqual(await schemaOf(source.url));
    expect(await onDatabase(url, tablesInParts)).toEqual(await onDatabase(source.url, tablesInParts));
  });

  it('has what was acknowledged before it began, nothing that came later, and of each change all or nothing', async () => {
    const { url } = await database();
    const { db, close } = openDatabase({ url, log: quietLog });
    const open = async () => {
      const created = await createSession(db, 'all', { by: { userName: 'writer', operation: 'Test' } });
      return created?.session.id ?? '';
    };
    const acknowledged: string[] = [];
    let busy = true;
    const writing = Array.from({ length: 4 }, async () => {
      while (busy) acknowledged.push(await open());
    });
    while (acknowledged.length < 50) await delay(1);
    const before = [...acknowledged];
    let late: Promise<string> | undefined;
    const backup = await copyOf(url, {
      onBegin: () => {
        late = open();
      },
    });
    busy = false;
    await Promise.all(writing);
    const opened = await late;
    await close();
    await onDatabase(await restored(backup), async (client) => {
      const { rows } = await client.query<{ id: string }>('SELECT id FROM ai_session');
      const ids = new Set(rows.map(({ id }) => id));
      expect(before.filter((id) => !ids.has(id))).toEqual([]);
      expect(ids).not.toContain(opened);
      const { rows: torn } = await client.query(
        `SELECT s.id, e.entity_id FROM ai_session s FULL JOIN audit_event e ON e.entity_id = s.id
         WHERE s.id IS NULL OR e.id IS NULL`,
      );
      expect(torn).toEqual([]);
      const { rows: counted } = await client.query(
        'SELECT sum(sessions)::int AS sessions FROM ai_session_count',
      );
      expect(counted).toEqual([{ sessions: ids.size }]);
    });
  });

  it('is not begun where something is already', async () => {
    const { folder: made } = await copyOf(source.url);
    await expect(copyOf(source.url, { folder: made })).rejects.toThrow(`${made} is there already`);
    const nowhere = join(folder, 'nowhere/backup');
    await expect(copyOf(source.url, { folder: nowhere })).rejects.toThrow('There is no folder');
  });

  it.each([
    ['is not to be had', 'postgres://nobody@127.0.0.1:1/none', 'cannot be reached'],
    ['is empty', undefined, 'there is nothing to back up'],
  ])('fails in a sentence, and leaves nothing, when the database %s', async (_, url, sentence) => {
    const target = join(folder, 'failed');
    const from = url ?? (await database({ empty: true })).url;
    await expect(copyOf(from, { folder: target })).rejects.toThrow(sentence);
    expect((await readdir(folder)).filter((name) => name.startsWith('failed'))).toEqual([]);
  });

  it('fails in a sentence, and leaves nothing, when the database goes away in the middle', async () => {
    const { url } = await database();
    // Far more than what is on its way at any moment, and that of one table.
    await onDatabase(url, (client) =>
      client.query(
        `INSERT INTO sign_in_throttle (key) SELECT n || repeat(md5(n::text), 7) FROM generate_series(1, 100000) AS n`,
      ),
    );
    const target = join(folder, 'failed');
    let begun = false;
    const failing = copyOf(url, {
      folder: target,
      onRows: (rows) => {
        if (begun || rows < 100) return;
        begun = true;
        // Nothing is read meanwhile, so that PostgreSQL cannot go on.
        spawnSync(process.execPath, ['--input-type=module', '-e', END_BACKUPS, url], {
          cwd: import.meta.dirname,
        });
      },
    });
    await expect(failing).rejects.toThrow('The database cannot be reached any more');
    expect((await readdir(folder)).filter((name) => name.startsWith('failed'))).toEqual([]);
  });
});

/** A program that ends the connections that make backups of a database. */
const END_BACKUPS = `
  import pg from 'pg';
  const client = new pg.Client(process.argv[1]);
  await client.connect();
  await client.query(\`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE application_name = 'ai-sessions backup' AND datname = current_database()\`);
  await client.end();
`;

describe('without secrets', () => {
  const MARK = 'Top-secret';
  /** Columns whose names sound like secrets, and are none. */
  const HARMLESS = [
    '_prisma_migrations.checksum',
    'ai_function.honours_idempotency_key',
    'ai_session_action.accepted_function',
    'ai_session_action.arguments_hash',
    'ai_session_action.created_by_key_id',
    'ai_session_action.proposed_hash',
    'ai_session_run_step.values_hash',
    'api_key.prefix',
    'audit_event.api_key_id',
    'idempotency_key.fingerprint',
    'idempotency_key.key',
    'request_log.api_key_id',
  ];

  it('knows every column that looks like one', async () => {
    const { rows } = await onDatabase(source.url, (client) =>
      client.query<{ name: string; column: string }>(
        `SELECT table_name AS name, column_name AS column FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name NOT IN (${PARTS})
           AND (data_type = 'bytea' OR column_name ~ 'secret|hash|token|password|private|key|headers|payload|credential|cookie')`,
      ),
    );
    const unknown = rows.filter(({ name, column }) => {
      const leftOut = LEFT_OUT[name];
      const isLeftOut = leftOut === 'rows' || leftOut?.[column] !== undefined;
      return !isLeftOut && !HARMLESS.includes(`${name}.${column}`);
    });
    expect(unknown).toEqual([]);
  });

  it('has none in any file, and can be restored', async () => {
    const { url } = await database();
    await fillEveryTable(url);
    await markSecrets(url);
    const secret = await copyOf(url);
    expect(await found(secret.folder)).toBeGreaterThan(10);
    const { folder: made } = await copyOf(url, { withSecrets: false, secretFingerprint: MARK });
    expect(await found(made)).toBe(0);

    const copy = await restored(await readBackup(made), { stopApplying: OPERATOR });
    await onDatabase(copy, async (client) => {
      const rowOf = async (text: string) => (await client.query(text)).rows[0];
      expect(
        await rowOf('SELECT count(*)::int, count(password_hash)::int AS passwords FROM user_account'),
      ).toEqual({
        count: 3,
        passwords: 0,
      });
      expect(
        await rowOf(
          'SELECT count(*)::int, bool_and(date_revoked IS NOT NULL AND length(hash) <> 32) AS useless FROM api_key',
        ),
      ).toEqual({ count: 3, useless: true });
      expect(await rowOf("SELECT headers FROM ai_function WHERE headers <> '{}' LIMIT 1")).toEqual({
        headers: { Authorization: '' },
      });
      expect(await rowOf('SELECT count(*)::int FROM browser_session')).toEqual({ count: 0 });
      // Applying was stopped, and that alone is an event of the restored database.
      expect(await rowOf("SELECT stopped, changed_by FROM ai_applying WHERE id = 'applying'")).toEqual({
        stopped: true,
        changed_by: 'system',
      });
      expect(
        await rowOf("SELECT count(*)::int FROM audit_event WHERE operation = 'npm run restore'"),
      ).toEqual({ count: 1 });
      expect(await rowOf('SELECT count(*)::int FROM audit_event')).toEqual({ count: 4 });
    });
  });

  /** Writes a mark into everything that is left out. */
  async function markSecrets(url: string): Promise<void> {
    await onDatabase(url, async (client) => {
      await client.query('BEGIN; SELECT audit_as(\'{"silent":true}\')');
      const { rows } = await client.query<{ name: string; column: string; type: string }>(
        `SELECT c.table_name AS name, c.column_name AS column, c.data_type AS type
         FROM information_schema.columns c WHERE table_schema = 'public' AND NOT EXISTS (
           SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
           WHERE k.conrelid = c.table_name::regclass AND a.attname = c.column_name AND k.contype = 'f')`,
      );
      for (const { name, column, type } of rows) {
        const leftOut = LEFT_OUT[name];
        if (leftOut !== 'rows' && leftOut?.[column] === undefined) continue;
        const value = {
          text: `'${MARK} ' || ctid`,
          'character varying': `'${MARK} ' || ctid`,
          bytea: `convert_to('${MARK} ' || ctid, 'UTF8')`,
          jsonb: `'{"Authorization":"${MARK}"}'`,
        }[type];
        if (value) await client.query(`UPDATE ${name} SET "${column}" = ${value}`);
      }
      await client.query('COMMIT');
    });
  }

  /** How often the mark is in the files of a backup. */
  async function found(backup: string): Promise<number> {
    const names = await readdir(backup);
    const texts = await Promise.all(
      names.map(async (name) => {
        const bytes = await readFile(join(backup, name));
        return name.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
      }),
    );
    const all = texts.join('');
    const hex = Buffer.from(MARK).toString('hex');
    return all.split(MARK).length - 1 + (all.split(hex).length - 1);
  }
});

describe('restoring', () => {
  const backup = copyOnce();

  function copyOnce() {
    let made: ReturnType<typeof copyOf> | undefined;
    return () => {
      made ??= copyOf(source.url);
      return made;
    };
  }

  it('never touches a database that has anything in it', async () => {
    const before = await contentOf(source.url);
    await expect(restore(source.url, await backup(), AS_IT_WAS)).rejects.toThrow(
      'The database is not empty: it has',
    );
    expect(await contentOf(source.url)).toEqual(before);
  });

  it('waits for no service that is just beginning to use it', async () => {
    const { url } = await database({ empty: true });
    const { pool, close } = openDatabase({ url, log: quietLog });
    await pool.query('SELECT 1');
    await expect(restore(url, await backup(), AS_IT_WAS)).rejects.toThrow('A service is using the database');
    await close();
  });

  it('brings a backup of an earlier version up to date', async () => {
    const names = (await readdir(MIGRATIONS)).filter((name) => /^\d/.test(name)).sort();
    const earlier = join(folder, 'earlier-migrations');
    // Events were in one table then.
    const kept = names.filter((name) => name < '20261130150000');
    for (const name of kept) await cp(join(MIGRATIONS, name), join(earlier, name), { recursive: true });
    const old = await database({ empty: true });
    await migrate(old.url, { folder: earlier, log: quietLog });
    await fillEveryTable(old.url);
    const copy = await copyOf(old.url);
    expect(copy.manifest.migrations.map(({ name }) => name)).toEqual(kept);
    const url = await restored(copy);
    expect(await schemaOf(url)).toEqual(await schemaOf(source.url));
    const [was, is] = [await contentOf(old.url), await contentOf(url)];
    expect(is.audit_event).toEqual(was.audit_event);
    expect(is.idempotency_key).toEqual(was.idempotency_key);

    // The other way round, there is nothing to do but to take the later version.
    const { url: empty } = await database({ empty: true });
    await expect(restore(empty, await backup(), { ...AS_IT_WAS, migrations: earlier })).rejects.toThrow(
      `with the migration ${names[kept.length]} that this one lacks`,
    );
  });

  it('leaves nothing when it is interrupted or fails', async () => {
    const { url } = await database({ empty: true });
    const controller = new AbortController();
    const interrupted = restore(url, await backup(), {
      ...AS_IT_WAS,
      signal: controller.signal,
      onRows: () => controller.abort(),
    });
    await expect(interrupted).rejects.toThrow('It was interrupted');
    const { folder: made, manifest } = await backup();
    const parts = manifest.parts.map((part) => ({
      ...part,
      rows: part.table === 'user_account' ? 99 : part.rows,
    }));
    await expect(restore(url, { folder: made, manifest: { ...manifest, parts } }, AS_IT_WAS)).rejects.toThrow(
      'user_account.copy.gz gave 3 rows, and not 99',
    );
    // A row whose references lead nowhere.
    const torn = {
      ...manifest,
      parts: manifest.parts.map((part) =>
        part.table === 'account' ? { ...part, file: '_prisma_migrations.copy.gz' } : part,
      ),
    };
    await expect(restore(url, { folder: made, manifest: torn }, AS_IT_WAS)).rejects.toThrow(pg.DatabaseError);
    expect(await onDatabase(url, anythingIn)).toBeUndefined();
    await restore(url, await backup(), AS_IT_WAS);
  });
});
