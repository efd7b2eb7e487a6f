import { ApiError, type Operation, pathFields, routesOf } from '@ai-sessions/contract';
import { decodeSegment } from './target.ts';

/** An operation with the place of its procedure. */
export interface Endpoint {
  readonly operation: Operation;
  /** Path of the procedure in the router, for instance `session.create`. */
  readonly procedure: string;
}

/** A request that leads to an operation. */
export interface RouteMatch {
  readonly endpoint: Endpoint;
  /** Decoded path values by wire name. */
  readonly pathValues: Readonly<Record<string, string>>;
}

interface Node {
  readonly literals: Map<string, Node>;
  wildcard: Node | undefined;
  /** Endpoints that end here, by verb. */
  readonly endpoints: Map<string, Endpoint & { readonly route: string }>;
}

/** The documented routes, found segment by segment. */
export interface RouteTable {
  /** Whether a path belongs to some route, whatever the verb. */
  has(path: string): boolean;
  /**
   * The operation of a verb and a path; `undefined` for a path without route. HEAD counts as GET.
   *
   * @throws ApiError `MethodNotAllowed` when the path has routes, but none for the verb.
   */
  match(verb: string, path: string): RouteMatch | undefined;
  /** The verbs of a path, for `Allow`. */
  verbs(path: string): readonly string[] | undefined;
}

/** Builds the table from operations. Literals match in any case; a trailing slash does not matter. */
export function routeTable(endpoints: readonly Endpoint[]): RouteTable {
  const root = emptyNode();
  for (const endpoint of endpoints) {
    for (const { verb, route } of routesOf(endpoint.operation)) {
      let node = root;
      for (const segment of segmentsOf(route)) {
        node = segment.startsWith('{') ? wildcard(node) : literal(node, segment);
      }
      if (node.endpoints.has(verb)) throw new Error(`${verb} ${route} is defined twice.`);
      node.endpoints.set(verb, { ...endpoint, route });
    }
  }

  function find(path: string): { node: Node; values: string[] } | undefined {
    let node = root;
    const values: string[] = [];
    for (const segment of segmentsOf(path)) {
      const next = node.literals.get(segment.toLowerCase());
      if (next) {
        node = next;
      } else if (node.wildcard) {
        node = node.wildcard;
        values.push(segment);
      } else {
        return undefined;
      }
    }
    return node.endpoints.size > 0 ? { node, values } : undefined;
  }

  return {
    has: (path) => find(path) !== undefined,
    verbs: (path) => {
      const node = find(path)?.node;
      return node && allowed(node.endpoints.keys());
    },
    match(verb, path) {
      const found = find(path);
      if (!found) return undefined;
      const endpoint = found.node.endpoints.get(verb === 'HEAD' ? 'GET' : verb);
      if (!endpoint) {
        throw new ApiError('MethodNotAllowed', {
          message: `${verb} is not supported here`,
          allow: allowed(found.node.endpoints.keys()),
        });
      }
      const names = pathFields(endpoint.route);
      const pathValues = Object.fromEntries(
        names.map((name, index) => [name, decodeSegment(found.values[index] ?? '')]),
      );
      return { endpoint, pathValues };
    },
  };
}

/** The verbs for `Allow`: those of the operations, HEAD beside GET, and OPTIONS. */
export function allowed(verbs: Iterable<string>): readonly string[] {
  const own = new Set(verbs);
  const inOrder = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((verb) => own.has(verb));
  return [...inOrder.flatMap((verb) => (verb === 'GET' ? ['GET', 'HEAD'] : [verb])), 'OPTIONS'];
}

function segmentsOf(path: string): readonly string[] {
  const trimmed = path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
  return trimmed === '' ? [] : trimmed.split('/');
}

function literal(node: Node, segment: string): Node {
  const key = segment.toLowerCase();
  const existing = node.literals.get(key);
  if (existing) return existing;
  const created = emptyNode();
  node.literals.set(key, created);
  return created;
}

function wildcard(node: Node): Node {
  node.wildcard ??= emptyNode();
  return node.wildcard;
}

function emptyNode(): Node {
  return { literals: new Map(), wildcard: undefined, endpoints: new Map() };
}
