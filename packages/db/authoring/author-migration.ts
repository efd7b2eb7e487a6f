// `npm run migration -- <name>`: writes the migration from the committed schema to the one in the working tree.
// It needs a PostgreSQL to ask for its version: that of DATABASE_URL, else an embedded one for the moment.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase } from '../src/testing/index.ts';
import { schemaScript } from './schema-engine.ts';

const folder = join(import.meta.dirname, '../../../prisma');
const [name = ''] = process.argv.slice(2);
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run migration -- <name_in_snake_case>');
  process.exit(1);
}

const migrations = join(folder, 'migrations');
const isFirst = !existsSync(migrations);
const committed = isFirst
  ? undefined
  : execFileSync('git', ['show', 'HEAD:./schema.prisma'], { cwd: folder, encoding: 'utf8' });
const database = await createTestDatabase({ empty: true });
const script = await schemaScript(
  database.url,
  committed,
  await readFile(join(folder, 'schema.prisma'), 'utf8'),
);
if (script.includes('This is an empty migration')) {
  console.log('The schema is as it was committed: there is nothing to migrate.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  await mkdir(join(migrations, `${stamp}_${name}`), { recursive: true });
  await writeFile(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(join(migrations, `${stamp}_${name}`, 'migration.sql'), script);
  console.log(`Wrote prisma/migrations/${stamp}_${name}/migration.sql. Read it before you commit it.`);
}
await database.drop();
// The embedded server is looked after as long as this process lives.
process.exit();
