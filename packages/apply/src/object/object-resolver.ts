import { type Db, findObjectOwner } from '@ai-sessions/db';
import type { CallResult } from '@ai-sessions/outbound';
import pLimit from 'p-limit';
import type { FunctionCaller } from '../function/call.ts';
import { valueAt } from './json-pointer.ts';
import type { NamedObject } from './named-objects.ts';
import type { Owner, Owners } from './owner.ts';

/** Objects that are asked about at once. */
const ASKED_AT_ONCE = 8;
/** How long an answer is waited for. */
const TIMEOUT_MS = 3_000;
/** How long an answer counts: a run asks again while it goes on, because objects move. */
const KEPT_MS = 2_000;

/**
 * Finds out to which accounts objects belong, and remembers it for two seconds. One is made for each check and each
 * run, which are about one session: what is found out for one account is never an answer for another.
 */
export interface ObjectResolver {
  /** Finds out about all of these. Failures of outside services are answers; the database may throw. */
  resolve(objects: readonly NamedObject[], signal: AbortSignal): Promise<Owners>;
}

interface Known {
  readonly owner: Promise<Owner>;
  readonly since: number;
}

/** Makes an {@link ObjectResolver}. */
export function createObjectResolver(services: {
  readonly db: Db;
  readonly caller: FunctionCaller;
}): ObjectResolver {
  const limit = pLimit(ASKED_AT_ONCE);
  const known = new Map<string, Known>();

  function ownerOf(object: NamedObject, signal: AbortSignal): Promise<Owner> {
    const now = performance.now();
    for (const [key, { since }] of known) {
      if (now - since < KEPT_MS) break;
      known.delete(key);
    }
    const found = known.get(object.key);
    if (found) return found.owner;
    const owner = limit(() => findOwner(services, object, signal));
    known.set(object.key, { owner, since: now });
    return owner;
  }

  return {
    async resolve(objects, signal) {
      const found = objects.map(async (object) => [object.key, await ownerOf(object, signal)] as const);
      return new Map(await Promise.all(found));
    },
  };
}

async function findOwner(
  { db, caller }: { readonly db: Db; readonly caller: FunctionCaller },
  { source }: NamedObject,
  signal: AbortSignal,
): Promise<Owner> {
  if (source.kind === 'own') {
    const owner = await findObjectOwner(db, source.objectKind, source.id);
    return owner ? { kind: 'owned', ...owner } : { kind: 'unknown' };
  }
  const { fn, url, accountPointer } = source;
  const timeoutMs = Math.min(TIMEOUT_MS, fn.info.timeoutSeconds * 1_000);
  return ownerIn(await caller.ask({ fn, url, timeoutMs }, signal), accountPointer);
}

/** What an answer says of the account of the object that it tells of. */
function ownerIn(result: CallResult, accountPointer: string): Owner {
  if (result.kind !== 'answered') return unresolved(result.reason);
  const { status, excerpt, truncated, unreadable } = result;
  if (status === 404 || status === 410) return { kind: 'unknown' };
  // It is there, and not for whoever calls for this function.
  if (status === 403) return { kind: 'owned', accountId: undefined };
  if (status < 200 || status > 299) return unresolved(`it answered ${status}`);
  if (unreadable !== undefined) return unresolved(`the text of its answer ${unreadable}`);
  if (truncated) return unresolved('its answer is too long, or broke off');
  const accountId = accountIn(excerpt, accountPointer);
  if (accountId === null) return { kind: 'owned', accountId: undefined };
  return accountId === undefined
    ? unresolved(`its answer has no account at ${accountPointer}`)
    : { kind: 'owned', accountId };
}

/** The id of the account; `null` when it says that there is none, `undefined` when it says nothing. */
function accountIn(text: string, pointer: string): string | null | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const value = valueAt(document, pointer);
  if (value === null || value === '') return null;
  return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : undefined;
}

function unresolved(reason: string): Owner {
  return { kind: 'unresolved', reason };
}
