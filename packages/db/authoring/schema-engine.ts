import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

let loading: Promise<void> | undefined;

/** The bindings hold one instance for the whole process; a second one would leave the first one's promises hanging. */
async function load(): Promise<void> {
  const path = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const { instance } = await WebAssembly.instantiate(await readFile(path.replace(/js$/, 'wasm')), {
    './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
  });
  const { __wbg_set_wasm: setWasm } = bindings as unknown as { __wbg_set_wasm: (exports: object) => void };
  setWasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
}

/**
 * Starts Prisma's schema engine, the one behind `prisma migrate`, from WebAssembly: the command-line tool
 * would download a native engine, which machines without internet cannot.
 */
async function startSchemaEngine(url: string): Promise<SchemaEngine> {
  loading ??= load();
  await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url, max: 2 }));
  return bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
}

/**
 * The SQL that takes a database from one schema (nothing when left out) to another.
 *
 * @param url Any PostgreSQL: the engine asks it for its version and changes nothing.
 */
export async function schemaScript(url: string, from: string | undefined, to: string): Promise<string> {
  const engine = await startSchemaEngine(url);
  try {
    const { stdout } = await engine.diff({
      from:
        from === undefined
          ? { tag: 'empty' }
          : { tag: 'schemaDatamodel', files: [{ path: 'before.prisma', content: from }] },
      to: { tag: 'schemaDatamodel', files: [{ path: 'after.prisma', content: to }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}
