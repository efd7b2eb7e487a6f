import { createHash } from 'node:crypto';
import { type SessionTag, writeTag } from '@ai-sessions/apply';
import type { Sql } from '@ai-sessions/db';
import type { Call } from './context.ts';
import { requireAsRead } from './precondition.ts';
import { transactional } from './transaction.ts';

/** Names a record as its reader gets it. */
export function recordTag(info: object, version = 0): SessionTag {
  const digest = createHash('sha256').update(JSON.stringify(info)).digest('base64url').slice(0, 22);
  return { version, digest, values: undefined };
}

/** Answers with a record, and names its state in the ETag. */
export function taggedAnswer<Info extends object>(info: Info, { context }: Call<unknown>): Info {
  context.reply.etag = writeTag(recordTag(info));
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
  hold: (sql: Sql) => Promise<object | undefined>,
  change: (sql: Sql) => Promise<T>,
): Promise<T> {
  const { precondition } = call.context;
  if (precondition.kind !== 'oneOf') return change(call.sql);
  return transactional(call, async (sql) => {
    const held = await hold(sql);
    if (held) requireAsRead(precondition, recordTag(held));
    return change(sql);
  });
}
