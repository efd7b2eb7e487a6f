import { sameRequest } from './outcome.ts';
import { withIds } from './substitution.ts';
import { clientVectors, type SeenRequest, type SentRequest } from './vector-files.ts';
import { authorizationOf, startVectorHost, type VectorHost, type WireAnswer } from './vector-host.ts';
import type { VectorFailure, VectorRun } from './vector-run.ts';

/**
 * Operations that vectors name but the documented API does not have: they stand for any with the same verb and
 * fields, and are sent under the name of one that is there.
 */
const STAND_INS: ReadonlyMap<string, string> = new Map([['DownloadAISession', 'GetAISession']]);

/**
 * Runs vectors about a client: what it was seen to send is sent again, and the service must recognise the operation
 * and the request object, and answer in a way that the client can read.
 */
export async function runClientVectors(file: unknown): Promise<VectorRun> {
  const { vectors } = clientVectors.parse(file);
  const host = await startVectorHost({}, ['a1', 'a2']);
  const failures: VectorFailure[] = [];
  try {
    for (const { id, what, expected } of vectors) {
      await host.renew();
      const names = new Map([...host.ids, ...STAND_INS]);
      const found: string[] = [];
      for (const [index, sent] of expected.sends.entries()) {
        const sees = expected.serviceSees[index];
        // What is no operation of the service is of no concern to it, but must not end in a failure of its own.
        const answer = await host.send(await requestOf(withIds(sent, names), host));
        if (answer.status >= 500) found.push(`status ${answer.status}`);
        if (sees) found.push(...differences(withIds(sees, names), answer));
      }
      if (found.length > 0) failures.push({ id, what, expected: expected.serviceSees, found });
    }
  } finally {
    await host.stop();
  }
  return { passed: vectors.length - failures.length, failures };
}

async function requestOf({ request, headers, body }: SentRequest, host: VectorHost) {
  const [method = 'GET', target = '/'] = request.split(/ (.*)/s);
  return { method, target, headers: { ...headers, ...(await credentials(headers, host)) }, body };
}

/** Credentials in vectors are made up; they are replaced by real ones of the same kind. */
async function credentials(
  headers: Readonly<Record<string, string>>,
  host: VectorHost,
): Promise<Readonly<Record<string, string>>> {
  const { authorization, cookie } = headers;
  if (authorization?.startsWith('Basic ')) {
    const text = Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8');
    const [name = '', password = ''] = text.split(/:(.*)/s);
    return { authorization: await host.authorization(name, password) };
  }
  if (cookie !== undefined) {
    const token = await host.sessionToken();
    return { cookie: cookie.replace(/(ss-p?id)=[^;]+/g, (_, name: string) => `${name}=${token}`) };
  }
  return { authorization: authorizationOf('admin') };
}

function differences({ operation, dto, items, status }: SeenRequest, answer: WireAnswer): string[] {
  if (status !== undefined) return status === answer.status ? [] : [`status ${answer.status}`];
  const call = answer.calls.at(-1);
  if (call?.operation !== operation) return [`called ${call?.operation}: ${answer.status} ${answer.text}`];
  const isSame = items
    ? Array.isArray(call?.request) &&
      call.request.length === items.length &&
      items.every((item, index) => sameRequest((call.request as unknown[])[index], item))
    : sameRequest(call?.request, dto ?? {});
  if (!isSame) return [`called ${operation} ${JSON.stringify(call?.request)}`];
  const readable =
    answer.status === 204 || answer.headers['content-type']?.startsWith('application/json') === true;
  return readable ? [] : [`answered ${answer.status} ${answer.headers['content-type']}`];
}
