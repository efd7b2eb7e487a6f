import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { VERSION } from '../src/server/version.ts';

const ROOT = join(import.meta.dirname, '../../..');
const Manifest = z.object({ version: z.string() });

const versionIn = (folder: string) =>
  Manifest.parse(JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))).version;

it('is the same in all packages', () => {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => join(parent, name)),
  );
  for (const folder of ['.', 'deploy/runtime', ...folders])
    expect([folder, versionIn(folder)]).toEqual([folder, VERSION]);
});
