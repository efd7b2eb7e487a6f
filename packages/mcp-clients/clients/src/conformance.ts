import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { authorization, type McpTarget } from './client.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const SUITE = require.resolve('@modelcontextprotocol/conformance/dist/index.js');

/** What the suite asks of servers, as far as it is about what we offer: the rest needs tools that only exist for it. */
export const conformanceScenarios = [
  'server-initialize',
  'ping',
  'tools-list',
  'resources-list',
  'prompts-list',
  'dns-rebinding-protection',
] as const;

/** What came of a scenario. */
export interface ConformanceOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly warnings: number;
  /** All that the suite printed. */
  readonly output: string;
}

/** Runs a scenario of the official suite, which knows nothing of API keys: what it sends is passed on with one. */
export async function runConformance(target: McpTarget, scenario: string): Promise<ConformanceOutcome> {
  const forwarder = createServer((incoming, response) => {
    const outgoing = request(
      target.url,
      { method: incoming.method, headers: { ...incoming.headers, ...authorization(target) } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  forwarder.listen(0, '127.0.0.1');
  await once(forwarder, 'listening');
  const { port } = forwarder.address() as AddressInfo;
  try {
    const args = [SUITE, 'server', '--url', `http://localhost:${port}/mcp`, '--scenario', scenario];
    const { stdout } = await run(node(), args).catch(failedOutput);
    const counts = /Passed: (\d+)\/\d+, (\d+) failed, (\d+) warnings/.exec(stdout);
    const [passed = 0, failed = 0, warnings = 0] = counts?.slice(1).map(Number) ?? [];
    return { passed, failed, warnings, output: stdout };
  } finally {
    forwarder.closeAllConnections();
    forwarder.close();
    await once(forwarder, 'close');
  }
}

/** The suite needs Node 22; where an older one runs, one comes with the clients. */
function node(): string {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return major >= 22
    ? process.execPath
    : require.resolve(`node-${process.platform}-${process.arch}/bin/node`);
}

/** What a program printed that ended with a failure. */
function failedOutput(error: unknown): { readonly stdout: string } {
  if (
    error instanceof Error &&
    'stdout' in error &&
    typeof error.stdout === 'string' &&
    error.stdout !== ''
  ) {
    return { stdout: error.stdout };
  }
  throw error;
}
