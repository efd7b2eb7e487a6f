import newman, { type NewmanRunExecution } from 'newman';
import { ACTION, type Outcome } from './outcome.ts';

/** A collection of requests as Postman keeps them, as far as a person has to look into it. */
export interface Collection {
  readonly item: readonly Entry[];
}

/** A folder or a request. */
interface Entry {
  readonly item?: readonly Entry[];
  readonly request?: CollectedRequest;
}

interface CollectedRequest {
  readonly method: string;
  readonly url: { readonly path: readonly string[]; readonly variable?: readonly Variable[] };
  readonly body?: { readonly raw?: string };
}

interface Variable {
  readonly key: string;
  readonly value: string;
}

/** What is looked at in answers. */
interface Body {
  readonly id?: string;
  readonly purpose?: string;
  readonly state?: string;
  readonly items?: readonly { readonly id?: string }[];
}

/**
 * What an importer gives, if it is a collection.
 *
 * @throws Error when it is something else.
 */
export function collectionIn(value: object): Collection {
  if (isCollection(value)) return value;
  throw new Error('It made no collection.');
}

function isCollection(value: object): value is Collection {
  return 'item' in value && Array.isArray(value.item);
}

/**
 * Sends requests of an imported collection with Postman's own runtime. Nothing is changed but what anybody has to fill
 * in: the id in the path, and the body. Headers and parameters stay as they came, switched on or off.
 *
 * @param variables What the collection asks for as `{{key}}`, such as a password.
 */
export async function runCollection(
  collection: Collection,
  variables: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const requests = requestsOf(collection);
  const variable = Object.entries(variables).map(([key, value]) => ({ key, value }));

  async function send(method: string, path: string, fill: Filling = {}) {
    const request = requests.find((one) => one.method === method && `/${one.url.path.join('/')}` === path);
    if (!request) throw new Error(`There is no ${method} ${path} in the collection.`);
    const item = [{ name: path, request: filledIn(request, fill) }];
    const { response } = await sendOne({ ...collection, item, variable });
    const body: Body = JSON.parse(response.text() || '{}');
    return { status: response.code, body };
  }

  const path = '/ai/sessions/:sessionId';
  const first = await send('POST', '/ai/sessions', { body: { purpose: 'First' } });
  const second = await send('POST', '/ai/sessions', { body: { purpose: 'Second' } });
  const sessionId = first.body.id;
  const changed = await send('PATCH', path, { sessionId, body: { purpose: 'Changed' } });
  await send('POST', `${path}/actions`, { sessionId, body: ACTION });
  const listed = await send('GET', '/ai/sessions');
  const applied = await send('POST', `${path}/apply`, { sessionId, body: {} });
  const deleted = await send('DELETE', path, { sessionId });
  return {
    created: [sessionId, second.body.id],
    changed: changed.body.purpose ?? changed.body,
    listed: listed.body.items?.map(({ id }) => id) ?? [listed.body],
    applied: applied.body.state ?? applied.body,
    deleted: deleted.status,
  };
}

interface Filling {
  readonly sessionId?: string;
  readonly body?: object;
}

function requestsOf({ item }: Collection): readonly CollectedRequest[] {
  return item.flatMap(({ item: inner, request }) =>
    request ? [request] : requestsOf({ item: inner ?? [] }),
  );
}

function filledIn(request: CollectedRequest, { sessionId, body }: Filling): CollectedRequest {
  const { url } = request;
  const variable = url.variable?.map((one) =>
    one.key === 'sessionId' && sessionId ? { ...one, value: sessionId } : one,
  );
  return {
    ...request,
    url: { ...url, variable },
    ...(body ? { body: { ...request.body, raw: JSON.stringify(body) } } : {}),
  };
}

function sendOne(collection: object): Promise<NewmanRunExecution> {
  return new Promise((resolve, reject) => {
    newman.run({ collection }, (error, { run }) => {
      const [sent] = run.executions;
      if (sent?.response) resolve(sent);
      else reject(error ?? run.failures[0]?.error ?? new Error('Nothing was sent.'));
    });
  });
}
