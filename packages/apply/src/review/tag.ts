import { createHash } from 'node:crypto';
import type { AISessionInfo } from '@ai-sessions/contract';
import type { SessionRecord } from '@ai-sessions/db';
import { canonicalJson } from '../function/canonical.ts';
import type { Verdict } from './verdict.ts';

/** What an ETag of a session says. */
export interface SessionTag {
  readonly version: number;
  /** Names all that a reader sees: the session, its actions with canonical arguments, the versions of their functions. */
  readonly digest: string;
  /** Hashes of the current values that were shown, action by action; absent on tags that come from no review. */
  readonly values: readonly (string | undefined)[] | undefined;
}

const TAG = /^"(\d{1,10})-([\w-]{22})(?:-([0-9a-f_.]*))?(?:-(?:xml|jsv|csv|jsonl|html))?"$/;
const NO_VALUES = '_';
/** What PostgreSQL holds as a version; a greater one is none of ours. */
const MAXIMUM_VERSION = 2_147_483_647;

/** The ETag of a session as it is, and of a review when the hashes of the values shown are given. */
export function writeTag({ version, digest, values }: SessionTag): string {
  const shown = values ? `-${values.map((hash) => hash ?? NO_VALUES).join('.')}` : '';
  return `"${version}-${digest}${shown}"`;
}

/** Reads an ETag of ours; `undefined` for any other text. */
export function readTag(text: string): SessionTag | undefined {
  const [, version, digest, values] = TAG.exec(text) ?? [];
  if (version === undefined || digest === undefined || Number(version) > MAXIMUM_VERSION) return undefined;
  return {
    version: Number(version),
    digest,
    values:
      values === undefined
        ? undefined
        : values.split('.').map((hash) => (hash === NO_VALUES ? undefined : hash)),
  };
}

/** Names what somebody sees who reads a session. */
export function sessionTag(
  record: SessionRecord,
  described: AISessionInfo,
  verdicts: readonly Verdict[],
): SessionTag {
  const seen = {
    ...described,
    actions: described.actions?.map((action, index) => ({
      ...action,
      arguments: canonicalJson(verdicts[index]?.values ?? {}),
      function: verdicts[index]?.fn?.info.version ?? null,
    })),
  };
  const digest = createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 22);
  return { version: record.version, digest, values: undefined };
}

/** A short hash of the current values of an action. */
export function valuesHash(currentValues: string): string {
  return createHash('sha256').update(currentValues).digest('hex').slice(0, 12);
}
