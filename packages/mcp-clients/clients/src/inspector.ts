import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { authorization, type McpClient, type McpTarget } from './client.ts';
import { textOf } from './text-of.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const FOLDER = join(dirname(require.resolve('@modelcontextprotocol/inspector-cli/package.json')), 'build');

/** One request of the Inspector; its result. */
async function inspect(target: McpTarget, ...args: readonly string[]): Promise<object> {
  const { Authorization } = authorization(target);
  // It looks for its version beside the folder that it runs in.
  const { stdout } = await run(
    process.execPath,
    [
      'cli.js',
      '--cli',
      target.url,
      '--transport',
      'http',
      '--header',
      `Authorization: ${Authorization}`,
      ...args,
    ],
    { cwd: FOLDER },
  );
  const result: unknown = JSON.parse(stdout);
  if (typeof result !== 'object' || result === null) throw new Error(`It printed ${stdout}`);
  return result;
}

/** The Inspector on the command line. It connects anew for each request. */
export const inspector: McpClient = {
  name: '@modelcontextprotocol/inspector --cli',
  async connect(target) {
    return {
      async toolNames() {
        const tools: unknown = Reflect.get(await inspect(target, '--method', 'tools/list'), 'tools');
        if (!Array.isArray(tools)) throw new Error('It listed no tools.');
        return tools.map((tool: object) => String(Reflect.get(tool, 'name')));
      },
      async call(name, given) {
        const args = Object.entries(given).flatMap(([key, value]) => [
          '--tool-arg',
          `${key}=${String(value)}`,
        ]);
        const result = await inspect(target, '--method', 'tools/call', '--tool-name', name, ...args);
        return textOf(Reflect.get(result, 'content'));
      },
      async close() {},
    };
  },
};
