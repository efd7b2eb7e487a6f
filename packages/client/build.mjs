// Makes what is published: a bundle and one declaration file for each export, which need nothing else.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const folder = dirname(fileURLToPath(import.meta.url));
const at = (path) => join(folder, path);
const entries = ['index', 'trpc'];

rmSync(at('dist'), { recursive: true, force: true });

await build({
  entryPoints: entries.map((name) => at(`src/${name}.ts`)),
  outdir: at('dist'),
  bundle: true,
  platform: 'neutral',
  format: 'esm',
  target: 'es2022',
  packages: 'external',
});

const compiler = fileURLToPath(import.meta.resolve('typescript/package.json'));
const { status } = spawnSync(
  process.execPath,
  [join(dirname(compiler), 'bin/tsc'), '-p', at('tsconfig.declarations.json')],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);

for (const name of entries) {
  const bundle = await rollup({
    input: at(`dist/declarations/${name}.d.ts`),
    plugins: [dts({ includeExternal: [] })],
    external: [/^@trpc\//],
  });
  await bundle.write({ file: at(`dist/${name}.d.ts`) });
  await bundle.close();
}
rmSync(at('dist/declarations'), { recursive: true });
