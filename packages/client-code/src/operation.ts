import type { ObjectType, Verb } from '@ai-sessions/contract';

/** What client code needs to know of an operation; every `Operation` of the contract is one. */
export interface ClientOperation {
  readonly name: string;
  readonly verb: Verb;
  /** Where it stands in the router, for instance `session.create`; the first part is its tag. */
  readonly procedure?: string;
  readonly request: { readonly type: ObjectType };
  readonly response: { readonly type: ObjectType } | undefined;
  /** The answer is a list of the response type. */
  readonly streams?: boolean;
  /** Names of the types to declare, the same on all operations; absent for all that they refer to. */
  readonly declares?: ReadonlySet<string>;
}

/** What an operation is about, as tools group operations. */
export function tagOf({ procedure = '' }: ClientOperation): string {
  return procedure.split('.', 1)[0] ?? '';
}
