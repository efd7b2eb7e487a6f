import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningService, startService } from './support/service.ts';

const require = createRequire(import.meta.url);
const TOOLS = join(dirname(require.resolve('@servicestack/cli/package.json')), 'bin');

let service: RunningService;
let folder: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-references-'));
});

afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a tool of `@servicestack/cli` in the folder; what it printed. */
async function run(tool: string, ...options: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(TOOLS, `${tool}.js`), ...options], {
    cwd: folder,
    env: { ...process.env, SERVICESTACK_TELEMETRY_OPTOUT: '1' },
  });
  return stdout;
}

it.each([
  ['ts-ref', 'dtos.ts', 'export class GetAISession '],
  ['tsd-ref', 'dtos.d.ts', 'interface GetAISession '],
  ['vb-ref', 'dtos.vb', 'Class GetAISession'],
  ['java-ref', 'dtos.java', 'class GetAISession '],
])('%s saves the client code, and updates it with the options that were chosen', async (tool, file, type) => {
  expect(await run(tool, service.url)).toContain(`Saved to: ${file}`);
  const saved = await readFile(join(folder, file), 'utf8');
  expect(saved).toContain(type);
  expect(saved).toContain('NewAISession');
  const line = `${tool === 'vb-ref' ? "'" : ''}IncludeTypes: GetAISession`;
  await writeFile(join(folder, file), saved.replace(/^.*IncludeTypes:.*$/m, line));
  expect(await run(tool, file)).toContain(`Updated: ${file}`);
  const updated = await readFile(join(folder, file), 'utf8');
  expect(updated).toContain(type);
  expect(updated).not.toContain('NewAISession');
});
