import { ApiError, verbsOf } from '@ai-sessions/contract';
import type { FormatName } from '@ai-sessions/formats';
import type { Endpoint } from './endpoints.ts';
import { type AnswerFormat, formatNamed, splitSuffix } from './negotiation.ts';
import { allowed, type Route } from './routes.ts';

/** A predefined route, found by the name of an operation. */
export interface OperationRoute extends Route {
  /** Format of the answer unless `?format=` says otherwise. */
  readonly format: AnswerFormat;
  /** Format in which the body is read, whatever `Content-Type` says. */
  readonly bodyFormat: FormatName;
  /** The caller wants no answer. */
  readonly oneway: boolean;
  /** The body is a list of requests, to be carried out one after the other. */
  readonly batch: boolean;
}

/** ServiceStack's predefined routes: `/api/{Operation}` and `/{format}/reply|oneway/{Operation}`, each also as a batch `{Operation}[]`. */
export interface OperationRoutes {
  /** The route of a path; one for an operation that does not exist, too: its `match` says so. */
  find(path: string): OperationRoute | undefined;
}

/** Builds the predefined routes of the endpoints. Names match in any case. */
export function operationRoutes(endpoints: readonly Endpoint[]): OperationRoutes {
  const byName = new Map(endpoints.map((endpoint) => [endpoint.operation.name.toLowerCase(), endpoint]));

  function find(rawPath: string): OperationRoute | undefined {
    const address = addressOf(rawPath);
    if (!address) return undefined;
    const endpoint = byName.get(address.name.toLowerCase());
    const own = endpoint ? verbsOf(endpoint.operation) : [];
    const verbs = allowed(verbsAt(address, own));
    return {
      ...address,
      verbs,
      match(verb) {
        if (!endpoint) {
          throw new ApiError('NotFound', {
            message: 'There is no operation of this name. See the reference.',
          });
        }
        if (!verbs.includes(verb)) {
          throw new ApiError('MethodNotAllowed', {
            message: address.batch
              ? 'A batch is sent with POST, whatever the verb of its requests is'
              : `${endpoint.operation.name} is called with ${own.join(' or ')}`,
            allow: verbs,
          });
        }
        return { endpoint, pathValues: {} };
      },
    };
  }

  return { find };
}

/**
 * Clients send a batch, and what they want no answer to, with POST whatever the verb of the operation is: a GET has no
 * body to put requests in.
 */
function verbsAt({ batch, oneway }: Address, own: readonly string[]): readonly string[] {
  if (batch) return ['POST'];
  return oneway ? [...own, 'POST'] : own;
}

interface Address {
  readonly name: string;
  readonly format: AnswerFormat;
  readonly bodyFormat: FormatName;
  readonly oneway: boolean;
  readonly batch: boolean;
}

const BATCH = /(?:\[\]|%5b%5d)$/i;

function addressOf(rawPath: string): Address | undefined {
  const [first = '', second = '', third, ...rest] = rawPath.replace(/\/$/, '').slice(1).split('/');
  if (rest.length > 0) return undefined;
  if (first.toLowerCase() === 'api' && third === undefined && second !== '') {
    const { name, suffix, batch } = nameOf(second);
    const bodyFormat = suffix === undefined || suffix === 'html' ? 'json' : suffix;
    return { name, batch, format: suffix ?? 'json', bodyFormat, oneway: false };
  }
  const bodyFormat = formatNamed(first.toLowerCase());
  const kind = second.toLowerCase();
  if (!bodyFormat || bodyFormat === 'html' || !third || (kind !== 'reply' && kind !== 'oneway'))
    return undefined;
  const { name, suffix, batch } = nameOf(third);
  return { name, batch, format: suffix ?? bodyFormat, bodyFormat, oneway: kind === 'oneway' };
}

/** Takes `NewAISession[].csv` apart. */
function nameOf(segment: string): { name: string; suffix: AnswerFormat | undefined; batch: boolean } {
  const { path, suffix } = splitSuffix(`/${segment}`);
  return { name: path.slice(1).replace(BATCH, ''), suffix, batch: BATCH.test(path) };
}
