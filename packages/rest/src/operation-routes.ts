import { ApiError } from '@ai-sessions/contract';
import type { FormatName } from '@ai-sessions/formats';
import { type AnswerFormat, formatNamed, splitSuffix } from './negotiation.ts';
import { allowed, type Endpoint, type RouteMatch } from './routes.ts';

/** A ready-made route, found by the name of an operation. */
export interface OperationRoute {
  /** Format of the answer unless `?format=` says otherwise. */
  readonly format: AnswerFormat;
  /** Format in which the body is read, whatever `Content-Type` says. */
  readonly bodyFormat: FormatName;
  /** The caller wants no answer. */
  readonly oneway: boolean;
  /** The verbs of the operation, for `Allow`. */
  readonly verbs: readonly string[];
  /** @throws ApiError `MethodNotAllowed` for another verb, `NotFound` for an unknown operation. */
  match(verb: string): RouteMatch;
}

/** ServiceStack's ready-made routes: `/api/{Operation}` and `/{format}/reply|oneway/{Operation}`. */
export interface OperationRoutes {
  owns(path: string): boolean;
  find(path: string): OperationRoute | undefined;
}

/** Builds the ready-made routes of the endpoints. Names match in any case. */
export function operationRoutes(endpoints: readonly Endpoint[]): OperationRoutes {
  const byName = new Map(endpoints.map((endpoint) => [endpoint.operation.name.toLowerCase(), endpoint]));

  function find(rawPath: string): OperationRoute | undefined {
    const address = addressOf(rawPath);
    if (!address) return undefined;
    const endpoint = byName.get(address.name.toLowerCase());
    const verbs = endpoint ? allowed([endpoint.operation.verb]) : ['OPTIONS'];
    return {
      ...address,
      verbs,
      match(verb) {
        if (!endpoint) {
          throw new ApiError('NotFound', {
            message: 'There is no operation of this name. See the reference.',
          });
        }
        if ((verb === 'HEAD' ? 'GET' : verb) !== endpoint.operation.verb) {
          throw new ApiError('MethodNotAllowed', {
            message: `${endpoint.operation.name} is called with ${endpoint.operation.verb}`,
            allow: verbs,
          });
        }
        return { endpoint, pathValues: {} };
      },
    };
  }

  return { owns: (path) => addressOf(path) !== undefined, find };
}

interface Address {
  readonly name: string;
  readonly format: AnswerFormat;
  readonly bodyFormat: FormatName;
  readonly oneway: boolean;
}

function addressOf(rawPath: string): Address | undefined {
  const [first = '', second = '', third, ...rest] = rawPath.replace(/\/$/, '').slice(1).split('/');
  if (rest.length > 0) return undefined;
  if (first.toLowerCase() === 'api' && third === undefined && second !== '') {
    const { path, suffix } = splitSuffix(`/${second}`);
    const bodyFormat = suffix === undefined || suffix === 'html' ? 'json' : suffix;
    return { name: path.slice(1), format: suffix ?? 'json', bodyFormat, oneway: false };
  }
  const bodyFormat = formatNamed(first.toLowerCase());
  const kind = second.toLowerCase();
  if (!bodyFormat || bodyFormat === 'html' || !third || (kind !== 'reply' && kind !== 'oneway'))
    return undefined;
  const { path, suffix } = splitSuffix(`/${third}`);
  return { name: path.slice(1), format: suffix ?? bodyFormat, bodyFormat, oneway: kind === 'oneway' };
}
