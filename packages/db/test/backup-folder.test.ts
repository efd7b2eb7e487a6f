import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBackup } from '../src/backup/folder.ts';
import { backUp, readBackup } from '../src/backup/index.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.ts';
import { fillEveryTable } from './filled-database.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');

let folder: string;
let backup: string;
let database: TestDatabase;
let files: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-backup-'));
  backup = join(folder, 'backup');
  database = await createTestDatabase();
  await fillEveryTable(database.url);
  await backUp(database.url, { folder: backup, migrations: MIGRATIONS, version: '1.2.3', withSecrets: true });
  files = await readdir(backup);
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Reads a backup of which one file is another. */
async function readWith(name: string, change: (path: string) => Promise<void>): Promise<unknown> {
  const path = join(backup, name);
  const bytes = await readFile(path);
  try {
    await change(path);
    return await readBackup(backup).then(
      () => undefined,
      (error: unknown) => error,
    );
  } finally {
    await writeFile(path, bytes);
  }
}

describe('a backup is refused, with the name of the file', () => {
  it('when any bit of it is another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (file, place, bits) => {
        const name = files[file % files.length] ?? '';
        const error = await readWith(name, async (path) => {
          const bytes = await readFile(path);
          bytes.writeUInt8(bytes.readUInt8(place % bytes.length) ^ bits, place % bytes.length);
          await writeFile(path, bytes);
        });
        expect(error).toMatchObject({ name: 'BackupError', message: expect.stringContaining(name) });
      }),
      { numRuns: 120 },
    );
  });

  it('when any file ends anywhere, or is not there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (file, place) => {
        const name = files[file % files.length] ?? '';
        const error = await readWith(name, async (path) =>
          truncate(path, place % (await readFile(path)).length),
        );
        expect(error).toMatchObject({ name: 'BackupError', message: expect.stringContaining(name) });
      }),
      { numRuns: 40 },
    );
    for (const name of files) {
      const error = await readWith(name, (path) => rm(path));
      expect(error).toMatchObject({ name: 'BackupError', message: expect.stringContaining(name) });
    }
    await readBackup(backup);
  });

  it('when any byte of a small one is flipped, taken out or there twice, or any file ends before it', async () => {
    const small = join(folder, 'small');
    await makeBackup(small, undefined, async (draft) => {
      const rows = Buffer.from('one\ntwo\n');
      await writeFile(join(draft, 'account.copy.gz'), rows);
      const sha256 = createHash('sha256').update(rows).digest('hex');
      const part = {
        table: 'account',
        file: 'account.copy.gz',
        columns: ['name'],
        rows: 2,
        bytes: rows.length,
        sha256,
      };
      const { manifest } = await readBackup(backup);
      return { ...manifest, migrations: manifest.migrations.slice(0, 1), sequences: [], parts: [part] };
    });
    for (const name of await readdir(small)) {
      const path = join(small, name);
      const bytes = await readFile(path);
      for (let at = 0; at < bytes.length; at++) {
        const [before, byte, after] = [
          bytes.subarray(0, at),
          bytes.subarray(at, at + 1),
          bytes.subarray(at + 1),
        ];
        const flipped = Buffer.from([(byte[0] ?? 0) ^ (1 << (at % 8))]);
        for (const parts of [
          [before, flipped, after],
          [before, after],
          [before, byte, byte, after],
          [before],
        ]) {
          await writeFile(path, Buffer.concat(parts));
          const error: unknown = await readBackup(small).catch((caught: unknown) => caught);
          expect(error, `byte ${at} of ${name}`).toMatchObject({
            name: 'BackupError',
            message: expect.stringContaining(name),
          });
        }
      }
      await writeFile(path, bytes);
    }
    await readBackup(small);
  });

  it('when a newer version made it', async () => {
    const { manifest } = await readBackup(backup);
    const later = JSON.parse(JSON.stringify({ ...manifest, formatVersion: 2, version: '7.0.0', parts: [] }));
    const made = await makeBackup(join(folder, 'later'), undefined, async () => later);
    await expect(readBackup(made.folder)).rejects.toThrow('made by the newer version 7.0.0');
  });

  it('when it is no backup at all', async () => {
    await expect(readBackup(join(folder, 'nowhere'))).rejects.toThrow('There is no such file or folder');
    await expect(readBackup(join(backup, 'manifest.json'))).rejects.toThrow('is not the folder of a backup');
    await expect(readBackup(folder)).rejects.toThrow('manifest.json');
  });
});
