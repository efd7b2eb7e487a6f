import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const SUITE = require.resolve('@modelcontextprotocol/conformance/dist/index.js');

/**
 * What the suite asks of servers, as far as it is about what we offer: the rest needs tools that only exist for it. Each
 * with the revision of the protocol that it is asked for.
 */
export const conformanceScenarios = [
  ['2025-11-25', 'server-initialize'],
  ['2025-11-25', 'ping'],
  ['2025-11-25', 'tools-list'],
  ['2025-11-25', 'resources-list'],
  ['2025-11-25', 'prompts-list'],
  ['2025-11-25', 'dns-rebinding-protection'],
  ['2026-07-28', 'server-stateless'],
  ['2026-07-28', 'tools-list'],
  ['2026-07-28', 'resources-list'],
  ['2026-07-28', 'prompts-list'],
  ['2026-07-28', 'sep-2164-resource-not-found'],
  ['2026-07-28', 'http-header-validation'],
  ['2026-07-28', 'caching'],
  ['2026-07-28', 'dns-rebinding-protection'],
] as const;

/** A service to connect to, and what lets in. */
interface ConformanceTarget {
  /** Address where agents connect. */
  readonly url: string;
  /** An API key, or an access token. */
  readonly bearer: string;
}

/** What came of scenarios. */
export interface ConformanceOutcome {
  readonly passed: number;
  readonly failed: number;
  /** How many of those failed for want of a tool that only exists for the suite. */
  readonly untestable: number;
  readonly warnings: number;
  /** All that the suite printed. */
  readonly output: string;
}

/** Runs a scenario of the official suite, which cannot sign in to servers: what it sends is passed on with a bearer. */
export async function runConformance(
  target: ConformanceTarget,
  revision: string,
  scenario: string,
): Promise<ConformanceOutcome> {
  const forwarder = createServer((incoming, response) => {
    const outgoing = request(
      target.url,
      {
        method: incoming.method,
        headers: { ...incoming.headers, authorization: `Bearer ${target.bearer}` },
      },
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
    const url = `http://localhost:${port}/mcp`;
    const args = ['server', '--url', url, '--scenario', scenario, '--spec-version', revision];
    const { stdout } = await run(node(), [SUITE, ...args]).catch(failedOutput);
    const counts = /Passed: (\d+)\/\d+, (\d+) failed, (\d+) warnings/.exec(stdout);
    const [passed = 0, failed = 0, warnings = 0] = counts?.slice(1).map(Number) ?? [];
    const untestable =
      stdout.match(/^\s+Error: Not testable: server does not list the diagnostic tool/gm) ?? [];
    return { passed, failed, untestable: untestable.length, warnings, output: stdout };
  } finally {
    forwarder.closeAllConnections();
    forwarder.close();
    await once(forwarder, 'close');
  }
}

/** An authorization server, and a client that is registered there. */
interface AuthorizationTarget {
  readonly issuer: string;
  readonly clientId: string;
  /** What the token is to be for. */
  readonly resource: string;
  /** Port of the address that the client is answered at: `http://127.0.0.1:<port>/callback`. */
  readonly port: number;
}

/**
 * Runs what the suite asks of authorization servers.
 *
 * @param visit Goes where the suite sends a person, and lets the client in.
 */
export async function runAuthorizationConformance(
  { issuer, clientId, resource, port }: AuthorizationTarget,
  visit: (authorizationUrl: URL) => Promise<unknown>,
): Promise<ConformanceOutcome> {
  const args = ['authorization', '--url', issuer, '--client-id', clientId, '--resource', resource];
  const suite = spawn(node(), [SUITE, ...args, '--port', String(port), '--verbose'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let visiting: Promise<unknown> | undefined;
  suite.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    const address = /^(\S+\?response_type=code\S+)\n/m.exec(output)?.[1];
    if (address === undefined || visiting) return;
    visiting = visit(new URL(address));
    // Else the suite would wait for minutes.
    visiting.catch(() => suite.kill());
  });
  await once(suite, 'close');
  await visiting;
  const counts = /Total: (\d+) passed, (\d+) failed(?:, (\d+) warnings)?/.exec(output);
  const [passed = 0, failed = 0, warnings = 0] = counts?.slice(1).map((text = '0') => Number(text)) ?? [];
  return { passed, failed, untestable: 0, warnings, output };
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
