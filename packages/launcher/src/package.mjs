// `npm run package -- <folder>`: the built service with what it needs to run and nothing else, for images and servers.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkNode, fail, install, root, run, turbo } from './workspace.mjs';

/** What is copied as it is. Next's cache is for the next build. */
const PARTS = ['apps/web/dist', 'apps/web/.next', 'prisma/migrations', 'LICENSE'];
const LEFT_OUT = [
  'apps/web/.next/cache',
  'apps/web/.next/dev',
  'apps/web/.next/trace',
  'apps/web/.next/types',
];

checkNode();
const [given] = process.argv.slice(2);
try {
  if (given === undefined) throw new Error('Usage: npm run package -- <folder>');
  const folder = resolve(process.env.INIT_CWD ?? root, given);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
  await install();
  await turbo('build', '--filter=@ai-sessions/web', '--output-logs=errors-only', '--log-prefix=none');
  const pnpm = join(root, 'node_modules/.bin/pnpm');
  await run(pnpm, [
    '--filter',
    '@ai-sessions/runtime',
    'deploy',
    '--legacy',
    '--prod',
    '--prefer-offline',
    folder,
  ]);
  for (const part of PARTS) copy(part, folder);
  copy('apps/web/dist/next.config.mjs', folder, 'apps/web/next.config.mjs');
  // The compiler of Next: a build has done with it, and the configuration is JavaScript now.
  for (const name of compilersIn(folder)) rmSync(name, { recursive: true });
  console.log(`Packaged into ${folder}: start it there with 'npm start', or 'node apps/web/dist/server.js'.`);
} catch (error) {
  fail(error);
}

function copy(part, folder, as = part) {
  const from = join(root, part);
  if (!existsSync(from)) return;
  const to = join(folder, as);
  mkdirSync(dirname(to), { recursive: true });
  const isLeftOut = (path) => LEFT_OUT.some((name) => path === join(root, name));
  cpSync(from, to, { recursive: true, filter: (path) => !isLeftOut(path) && !path.endsWith('.map') });
}

function compilersIn(folder) {
  const modules = join(folder, 'node_modules/.pnpm');
  return readdirSync(modules)
    .filter((name) => name.startsWith('@next+swc-'))
    .map((name) => join(modules, name));
}
