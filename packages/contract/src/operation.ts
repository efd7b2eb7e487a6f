import type { Dto } from './dto.ts';
import type { ObjectType } from './type-model.ts';

/** The roles this service gives meaning to. Others may exist and grant nothing here. */
export const roles = ['SystemAdministrator', 'Manager', 'Agent'] as const;

/** A role that an operation can ask for. */
export type Role = (typeof roles)[number];

/** The verbs that operations use. */
export type Verb = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The verbs of routes. No operation has PUT for its own; one that is called with any verb is called with it too. */
export type RouteVerb = Verb | 'PUT';

/**
 * Who may call an operation. `anyOf` asks for a signed-in caller with at least one of the roles, or with `every` for all
 * of them. With `agents` it is also for those who have the role Agent: whom nothing but that lets in is an agent there,
 * whatever they signed in with.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signedIn' }
  | {
      readonly kind: 'role';
      readonly anyOf: readonly [Role, ...Role[]];
      readonly every?: boolean;
      readonly agents: boolean;
    };

/** Access for system administrators only. */
export const systemAdministrator = {
  kind: 'role',
  anyOf: ['SystemAdministrator'],
  agents: false,
} as const satisfies Access;

/** Access for system administrators, and for agents on the accounts that were granted to them: to propose, and to read. */
export const proposers = {
  kind: 'role',
  anyOf: ['SystemAdministrator'],
  agents: true,
} as const satisfies Access;

/**
 * Access for those who have all of the roles. With one it is the same as {@link systemAdministrator}; the documented
 * pages tell the two apart.
 */
export function allOf<const Roles extends readonly [Role, ...Role[]]>(...roles: Roles) {
  return { kind: 'role', anyOf: roles, every: true, agents: false } as const satisfies Access;
}

/** Access for those who manage users. */
export const managers = {
  kind: 'role',
  anyOf: ['SystemAdministrator', 'Manager'],
  agents: false,
} as const satisfies Access;

/** Access for whoever is signed in. */
export const signedIn = { kind: 'signedIn' } as const satisfies Access;

/** Access for whoever asks, signed in or not. */
export const everyone = { kind: 'public' } as const satisfies Access;

/** Longest `Idempotency-Key`; it is made of visible ASCII characters. */
export const IDEMPOTENCY_KEY_MAXIMUM = 255;

/** Where a field of a request travels on the documented route. */
export type Place = 'path' | 'query' | 'body';

/** A verb and a path that lead to an operation. */
export interface Route {
  readonly verb: RouteVerb;
  /** Path with `{wireName}` for path fields. */
  readonly route: string;
}

/** One operation of the API. Every surface (REST, tRPC, reference, client code) is derived from this value. */
export interface Operation<
  Request extends Dto = Dto,
  Response extends Dto | undefined = Dto | undefined,
  V extends Verb = Verb,
  A extends Access = Access,
> {
  /** The documented name, for instance `NewAISession`; also the name of its request type. */
  readonly name: string;
  readonly verb: V;
  /** The documented route, with `{wireName}` for path fields. */
  readonly route: string;
  /** Where the procedure stands in the tRPC router, for instance `session.create`. */
  readonly procedure: string;
  /** One line that says what it does. */
  readonly summary: string;
  readonly access: A;
  /**
   * Whether a key made for an agent may call it, whatever the roles of its owner: agents read and propose. Unless said
   * otherwise they may call what reads, and what {@link proposers} may.
   */
  readonly agents: boolean;
  readonly request: Request;
  readonly response: Response;
  /** Calling it again with the same `Idempotency-Key` gives the first answer instead of doing it twice. */
  readonly idempotencyKey: boolean;
  /** It heeds `If-Match`: the record is changed only if it still is as it was read. */
  readonly preconditions: boolean;
  /**
   * What it does cannot be taken back, or not easily: a request that holds anything but its fields is refused, so that
   * a misspelt request for a dry run carries nothing out. Unless said otherwise, whatever is called with DELETE.
   */
  readonly strict: boolean;
  /** The answer is a list of the response type, row by row and as long as it takes. */
  readonly streams: boolean;
  /**
   * Whoever asks for server-sent events (`text/event-stream`) is told what comes after that as well, for as long as they
   * stay.
   */
  readonly follows: boolean;
  /** Further ways to call it that existing clients use. */
  readonly alsoOn: readonly Route[];
  /** A browser that asked for a page is sent on to the path in `continue`, `redirect` or `ReturnUrl` of the query or a form. */
  readonly redirects: boolean;
  /** What the answer has in samples instead of the examples of its type, so that it goes with the request. */
  readonly exampleAnswer: Readonly<Record<string, unknown>>;
}

interface OperationDefinition<
  Request extends Dto,
  Response extends Dto | undefined,
  V extends Verb,
  A extends Access,
> {
  readonly verb: V;
  readonly route: `/${string}`;
  readonly procedure: `${string}.${string}`;
  readonly summary: string;
  readonly access: A;
  readonly agents?: boolean;
  readonly request: Request;
  readonly response: Response;
  readonly idempotencyKey?: boolean;
  readonly preconditions?: boolean;
  readonly strict?: boolean;
  readonly alsoOn?: readonly { readonly verb: RouteVerb; readonly route: `/${string}` }[];
  /** The documented route is there for all verbs. */
  readonly anyVerb?: boolean;
  readonly redirects?: boolean;
  readonly streams?: boolean;
  readonly follows?: boolean;
  readonly exampleAnswer?: Response extends Dto<infer Members>
    ? { readonly [Name in keyof Members]?: unknown }
    : never;
}

/** Defines an operation, named after its request type. */
export function operation<
  const Request extends Dto,
  const Response extends Dto | undefined,
  const V extends Verb,
  const A extends Access,
>(definition: OperationDefinition<Request, Response, V, A>): Operation<Request, Response, V, A> {
  const { anyVerb = false, ...rest } = definition;
  const { alsoOn: further = [], verb, route } = rest;
  const others = anyVerb ? ROUTE_VERBS.filter((one) => one !== verb) : [];
  const alsoOn = [...others.map((one) => ({ verb: one, route })), ...further];
  for (const name of [definition.route, ...alsoOn.map(({ route }) => route)].flatMap(pathFields)) {
    if (!(name in definition.request.fields)) {
      throw new Error(`${definition.request.name}: the route names {${name}}, which is no field.`);
    }
  }
  return {
    idempotencyKey: false,
    preconditions: false,
    redirects: false,
    streams: false,
    follows: false,
    agents: definition.verb === 'GET' || (definition.access.kind === 'role' && definition.access.agents),
    strict: definition.verb === 'DELETE',
    ...rest,
    exampleAnswer: { ...definition.exampleAnswer },
    alsoOn,
    name: definition.request.name,
  };
}

/** All verbs of routes. */
const ROUTE_VERBS: readonly RouteVerb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Whether an operation proposes something, which an agent that is stopped may not do. It may withdraw what it has
 * proposed.
 */
export function proposes({ access, verb }: Operation): boolean {
  return access.kind === 'role' && access.agents && verb !== 'GET' && verb !== 'DELETE';
}

/** Every route of an operation, the documented one first. */
export function routesOf({ verb, route, alsoOn }: Operation): readonly Route[] {
  return [{ verb, route }, ...alsoOn];
}

/** The verbs with which an operation is called, the documented one first. */
export function verbsOf(op: Operation): readonly RouteVerb[] {
  return [...new Set(routesOf(op).map(({ verb }) => verb))];
}

/** A path of an operation with its verbs, as the documentation tells them. */
export interface DocumentedRoute {
  readonly route: string;
  readonly verbs: readonly RouteVerb[];
  /** The verbs with commas, or `All Verbs`. */
  readonly verbLabel: string;
}

/** The paths of an operation, the documented one first. */
export function documentedRoutesOf(op: Operation): readonly DocumentedRoute[] {
  const routes = routesOf(op);
  return Array.from(new Set(routes.map(({ route }) => route)), (route) => {
    const verbs = routes.filter((one) => one.route === route).map(({ verb }) => verb);
    const isAny = verbs.length === ROUTE_VERBS.length;
    return { route, verbs, verbLabel: isAny ? 'All Verbs' : verbs.join(',') };
  });
}

/** The wire names of the fields in a route, in order. */
export function pathFields(route: string): readonly string[] {
  return Array.from(route.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
}

/** Where a field of an operation's request travels on its documented route. */
export function placeOf(op: Operation, wireName: string): Place {
  if (pathFields(op.route).includes(wireName)) return 'path';
  return op.verb === 'GET' || op.verb === 'DELETE' ? 'query' : 'body';
}

/** What an operation answers: an object, or a list of them. */
export type AnswerType =
  | { readonly kind: 'object'; readonly type: ObjectType }
  | { readonly kind: 'list'; readonly item: { readonly kind: 'object'; readonly type: ObjectType } };

/** The type of an operation's answer as a whole; undefined when it returns nothing. */
export function answerTypeOf(
  op: Partial<Pick<Operation, 'streams'>> & { readonly response: { readonly type: ObjectType } | undefined },
): AnswerType | undefined {
  if (!op.response) return undefined;
  const one = { kind: 'object', type: op.response.type } as const;
  return op.streams ? { kind: 'list', item: one } : one;
}

/** The request and response types of an operation; of a list, the type of its items. */
export function typesOf(op: Operation): { request: ObjectType; response: ObjectType | undefined } {
  return { request: op.request.type, response: op.response?.type };
}
