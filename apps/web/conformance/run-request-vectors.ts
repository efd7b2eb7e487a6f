import { differences } from './outcome.ts';
import { withIds } from './substitution.ts';
import { type RequestVector, requestVectors } from './vector-files.ts';
import { authorizationOf, startVectorHost, type VectorHost } from './vector-host.ts';
import type { VectorFailure, VectorRun } from './vector-run.ts';

/** What a file's head says about the host. */
interface HostRules {
  readonly settings: Readonly<Record<string, string>>;
  readonly accounts: readonly string[];
}

const NEGOTIATION: HostRules = { settings: {}, accounts: ['a1', 'a2'] };
const ERRORS: HostRules = {
  settings: { REQUIRED_FIELDS: 'NewAISession.AccountId,NewAISession.Purpose' },
  accounts: ['a1', 'a3'],
};

/** Runs vectors about negotiation and binding. */
export function runNegotiationVectors(file: unknown): Promise<VectorRun> {
  return run(file, NEGOTIATION);
}

/** Runs vectors about errors and failed sign-ins. */
export function runErrorVectors(file: unknown): Promise<VectorRun> {
  return run(file, ERRORS);
}

async function run(file: unknown, rules: HostRules): Promise<VectorRun> {
  const { vectors } = requestVectors.parse(file);
  const hosts = new Map<string, Promise<VectorHost>>();
  const hostFor = (vector: RequestVector) => {
    const corsOrigins = corsOriginsOf(vector);
    let host = hosts.get(corsOrigins);
    if (!host) {
      const settings = corsOrigins === '' ? rules.settings : { ...rules.settings, CORS_ORIGINS: corsOrigins };
      host = startVectorHost(settings, rules.accounts);
      hosts.set(corsOrigins, host);
    }
    return host;
  };
  const failures: VectorFailure[] = [];
  try {
    for (const vector of vectors) {
      const found = await meet(vector, await hostFor(vector));
      if (found.length > 0)
        failures.push({ id: vector.id, what: vector.what, expected: vector.expected, found });
    }
  } finally {
    for (const host of hosts.values()) await (await host).stop();
  }
  return { passed: vectors.length - failures.length, failures };
}

/** Vectors about other origins say in words how the host is configured. */
function corsOriginsOf({ note = '', setup = '' }: RequestVector): string {
  const words = `${note} ${setup}`;
  if (!/\bCORS\b|\blist\b/.test(words)) return '';
  const listed = words.match(/https?:\/\/[\w.:-]+/g);
  return listed ? listed.join(',') : '*';
}

async function meet(vector: RequestVector, host: VectorHost): Promise<readonly string[]> {
  await host.renew();
  const { as, request, headers, body } = vector.input;
  const fails = vector.setup?.includes('unexpected exception') ?? false;
  // What fails unexpectedly is a session that exists: of one that does not, the service only says so.
  const names = fails ? new Map([...host.ids, ['boom', host.ids.get('s1') ?? '']]) : host.ids;
  const [method = 'GET', target = '/'] = withIds(request, names).split(/ (.*)/s);
  const signedIn: Record<string, string> = as === 'nobody' ? {} : { Authorization: authorizationOf(as) };
  const before = await host.countSessions();
  const send = () =>
    host.send({
      method,
      target,
      headers: { ...headers, ...signedIn },
      body: body === undefined ? undefined : withIds(body, names),
    });
  const answer = fails ? await host.whileBroken(send) : await send();
  const expected = withIds(vector.expected, names);
  return differences(expected, {
    answer,
    base: host.url,
    carriedOut: (await host.countSessions()) - before,
  });
}
