import { digestOf } from '@ai-sessions/apply';
import { type EntityTag, writeEntityTag } from '@ai-sessions/contract';
import type { Db } from '@ai-sessions/db';
import type { Call } from './context.ts';
import { requireAsRead } from './precondition.ts';

/** What changes of a record without anybody changing it: who uses a key must not keep others from revoking it. */
const NOT_CHANGED_BY_ANYBODY: ReadonlySet<string> = new Set(['dateLastUsed']);

/** Names a record as its reader gets it. */
export function recordTag(info: object, version = 0): EntityTag {
  const changeable = Object.entries(info).filter(([name]) => !NOT_CHANGED_BY_ANYBODY.has(name));
  return { version, digest: digestOf(Object.fromEntries(changeable)) };
}

/** Answers with a record, and names its state in the ETag. */
export function taggedAnswer<Info extends object>(info: Info, { context }: Call<unknown>): Info {
  context.reply.etag = writeEntityTag(recordTag(info));
  return info;
}

/**
 * Changes a record that has to be as the caller has read it, if they say what they have. `hold` reads it and keeps
 * others from changing it meanwhile.
 *
 * @throws ApiError `PreconditionFailed`
 */
export function changeAsRead<T>(
  call: Call<unknown>,
  hold: (db: Db) => Promise<object | undefined>,
  change: (db: Db) => Promise<T>,
): Promise<T> {
  const { precondition } = call.context;
  if (precondition.kind !== 'oneOf') return change(call.db);
  return call.db.transaction(async (db) => {
    const held = await hold(db);
    if (held) requireAsRead(precondition, recordTag(held));
    return change(db);
  });
}
