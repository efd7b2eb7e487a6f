import type { ObjectType, Verb } from '@ai-sessions/contract';

/** What client code needs to know of an operation; every `Operation` of the contract is one. */
export interface ClientOperation {
  readonly name: string;
  readonly verb: Verb;
  readonly request: { readonly type: ObjectType };
  readonly response: { readonly type: ObjectType } | undefined;
  /** Names of the types to declare, the same on all operations; absent for all that they refer to. */
  readonly declares?: ReadonlySet<string>;
}
