import { createHash } from 'node:crypto';
import type { EntityTag } from '@ai-sessions/contract';
import type { SessionRecord } from '@ai-sessions/db';
import { canonicalJson } from '../function/canonical.ts';
import { digestOf } from './digest.ts';
import type { Verdict } from './verdict.ts';

/** What a reviewer saw of an action that can change although its session does not. */
export interface SeenOfAction {
  /** Its title, when a name stands in it. */
  readonly title?: string;
  /** The current values of what it changes, when they could be asked for. */
  readonly values?: string;
}

/**
 * Names what the actions of a session do: which functions they call, in which versions and with which arguments. Names
 * that merely appear, such as that of the account, are no part of it: what is seen of them stands action by action in
 * the detail of the tag of a review, so that a change sends back only the actions it touches.
 */
export function reviewTag(
  record: SessionRecord,
  verdicts: readonly Verdict[],
  seen?: readonly SeenOfAction[],
): EntityTag {
  const { id, accountId = null } = record.session;
  const actions = verdicts.map(({ action, fn, values, canBeApplied, problems }) => [
    action.id,
    action.functionName,
    canonicalJson(values),
    action.state,
    fn?.info.version ?? null,
    canBeApplied,
    problems,
  ]);
  const digest = digestOf(['review', id, accountId, actions]);
  return { version: record.version, digest, ...(seen ? { detail: seen.map(seenText).join('.') } : {}) };
}

/** What the tag of a review says of its actions, one by one, as {@link seenText} wrote it; nothing for other tags. */
export function seenIn({ detail }: EntityTag): readonly (string | undefined)[] {
  return detail?.split('.').map((text) => (text === NOTHING ? undefined : text)) ?? [];
}

const NOTHING = '_';

/**
 * What was seen of an action in short, since it has to fit into a header for a thousand of them: one hash, with a line
 * after it when it is of the title alone, and before it when it is of title and values.
 */
export function seenText({ title, values }: SeenOfAction): string {
  if (title === undefined) return values === undefined ? NOTHING : hashOf(values);
  return values === undefined ? `${hashOf(title)}_` : `_${hashOf(JSON.stringify([title, values]))}`;
}

/** Whether values were seen, by the text of {@link seenText}. */
export function sawValues(text: string): boolean {
  return !text.endsWith('_');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
