import type { AISessionInfo, EntityTag } from '@ai-sessions/contract';
import type { SessionRecord } from '@ai-sessions/db';
import { canonicalJson } from '../function/canonical.ts';
import { digestOf } from './digest.ts';
import type { Verdict } from './verdict.ts';

/** Names all that a reader of a session sees, and the versions of the functions that its actions call. */
export function sessionTag(
  record: SessionRecord,
  described: AISessionInfo,
  verdicts: readonly Verdict[],
): EntityTag {
  const actions = described.actions?.map((action, index) => ({
    ...action,
    arguments: canonicalJson(verdicts[index]?.values ?? {}),
    function: verdicts[index]?.fn?.info.version ?? null,
  }));
  return { version: record.version, digest: digestOf({ ...described, actions }) };
}
