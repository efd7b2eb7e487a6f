import { ApiError, pathFields, routesOf } from '@ai-sessions/contract';
import type { Endpoint } from './endpoints.ts';
import { decodeSegment } from './target.ts';

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
  readonly endpoints: Map<string, Endpoint & { readonly names: readonly string[] }>;
}

/** A documented route that was found, whatever the verb. */
export interface Route {
  /** The verbs it is called with, for `Allow`. */
  readonly verbs: readonly string[];
  /**
   * The operation of a verb. HEAD counts as GET.
   *
   * @throws ApiError `MethodNotAllowed` when there is none for the verb.
   */
  match(verb: string): RouteMatch;
}

/** The documented routes, found segment by segment. */
export interface RouteTable {
  /** The route of a path; `undefined` when there is none. */
  find(path: string): Route | undefined;
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
      node.endpoints.set(verb, { ...endpoint, names: pathFields(route) });
    }
  }

  function find(path: string): Route | undefined {
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
    return node.endpoints.size > 0 ? routeAt(node, values) : undefined;
  }

  return { find };
}

function routeAt({ endpoints }: Node, values: readonly string[]): Route {
  return {
    get verbs() {
      return allowed(endpoints.keys());
    },
    match(verb) {
      const endpoint = endpoints.get(verb === 'HEAD' ? 'GET' : verb);
      if (!endpoint) {
        throw new ApiError('MethodNotAllowed', {
          message: `${verb} is not supported here`,
          allow: allowed(endpoints.keys()),
        });
      }
      const pathValues = Object.fromEntries(
        endpoint.names.map((name, index) => [name, decodeSegment(values[index] ?? '')]),
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
