import { isKeptJson } from '@ai-sessions/contract';
import type { Db, SessionRecord } from '@ai-sessions/db';
import { fillUrl } from '@ai-sessions/outbound';
import { addressValues } from './address-values.ts';
import { builtIn } from './built-in.ts';
import type { FunctionCall, FunctionCaller } from './call.ts';
import { canonicalJson } from './canonical.ts';

/** The present state of what an action changes. */
export type CurrentValues =
  /** JSON in canonical form, or the text of an answer that is no JSON. */
  | { readonly kind: 'known'; readonly text: string; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** How long the present state is waited for. */
const TIMEOUT_MS = 5_000;

/**
 * Names what {@link currentValues} asks for: the answer is the same for all calls in a session with the same name. A
 * call without one has to be asked for by itself.
 */
export function subjectOf({ fn, values }: Pick<FunctionCall, 'fn' | 'values'>): string | undefined {
  const { id = '', name, target, readUrl } = fn.info;
  if (target === 'BuiltIn') return builtIn(name)?.subject(values);
  const filled = readUrl ? fillUrl(readUrl, addressValues(values)) : undefined;
  return filled?.ok ? JSON.stringify([id, filled.url]) : undefined;
}

/** Asks for the present state of what an action of a session changes; `undefined` when its function cannot be asked. */
export async function currentValues(
  { db, caller }: { readonly db: Db; readonly caller: FunctionCaller },
  record: SessionRecord,
  { fn, values }: Partial<Pick<FunctionCall, 'fn'>> & Pick<FunctionCall, 'values'>,
  signal: AbortSignal,
): Promise<CurrentValues | undefined> {
  if (!fn) return undefined;
  if (fn.info.target === 'BuiltIn') {
    const value = await builtIn(fn.info.name)?.read({ db, record, values });
    return value && { kind: 'known', text: canonicalJson(value), value };
  }
  const timeoutMs = Math.min(TIMEOUT_MS, fn.info.timeoutSeconds * 1_000);
  const result = await caller.read({ fn, values, timeoutMs }, signal);
  if (!result) return undefined;
  if (result.kind !== 'answered') return { kind: 'unreadable', reason: result.reason };
  if (result.status < 200 || result.status > 299) {
    return { kind: 'unreadable', reason: `it answered ${result.status}` };
  }
  if (result.unreadable !== undefined) {
    return { kind: 'unreadable', reason: `the text of its answer ${result.unreadable}` };
  }
  if (result.truncated) return { kind: 'unreadable', reason: 'its answer is too long' };
  const value = jsonOf(result.excerpt);
  return { kind: 'known', text: value === undefined ? result.excerpt : canonicalJson(value), value };
}

/** JSON that would change when it is read, such as a number too long for a double, is text: people see it as it is. */
function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isKeptJson(text) ? value : undefined;
  } catch {
    return undefined;
  }
}
