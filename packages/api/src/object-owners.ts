import { createObjectResolver, type NamedObject, type Owner, type Owners } from '@ai-sessions/apply';
import { ApiError } from '@ai-sessions/contract';
import type { Context } from './context.ts';

/** How long a request asks others whose objects are; its own work has to find time, too. */
const ASK_MS = 3_200;
/** How often it asks, when what it is about changes meanwhile. */
const ROUNDS = 2;

/**
 * Thrown by a resolver that has to know to which accounts these objects belong. Others are asked outside of its
 * transaction and its place at the gate, and then it is called again.
 */
export class OwnersNeeded extends Error {
  override readonly name = 'OwnersNeeded';
  readonly objects: readonly NamedObject[];

  constructor(objects: readonly NamedObject[]) {
    super('It has to be found out whose these objects are.');
    this.objects = objects;
  }
}

/**
 * Does work that may have to know whose objects are: it is done again with the answers, and none of it counts before.
 *
 * @throws ApiError `Overloaded`, `Timeout`, `UnresolvedObject`
 */
export async function withOwners<T>(context: Context, work: (owners: Owners) => Promise<T>): Promise<T> {
  const owners = new Map<string, Owner>();
  for (let round = 0; ; round++) {
    try {
      return await work(owners);
    } catch (error) {
      if (!(error instanceof OwnersNeeded)) throw error;
      if (round === ROUNDS) throw new ApiError('UnresolvedObject', { retryAfter: 1 });
      for (const [key, owner] of await askOthers(context, error.objects)) owners.set(key, owner);
    }
  }
}

async function askOthers({ services, within }: Context, objects: readonly NamedObject[]): Promise<Owners> {
  const { objectChecks } = services;
  if (!(await objectChecks.enter())) throw new ApiError('Overloaded', { message: BUSY, retryAfter: 4 });
  try {
    return await within(() => createObjectResolver(services).resolve(objects, AbortSignal.timeout(ASK_MS)));
  } finally {
    objectChecks.leave();
  }
}

const BUSY = 'Other requests wait for what is told of their objects. Send this one again shortly.';
