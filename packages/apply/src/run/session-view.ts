import {
  type Basis,
  type Db,
  findSession,
  functionVersionOf,
  type HeldRun,
  type SessionRecord,
  type StoredAction,
} from '@ai-sessions/db';
import type { SessionChanges } from '../function/built-in.ts';
import { judgeOf, type Verdict } from '../review/verdict.ts';

/**
 * The session of a run as it was read last. It is read again only when somebody else has changed it since: the run knows
 * which version its own changes have made of it.
 */
export interface SessionView {
  /** Whether it was read, and is not known to have been changed by somebody else since. */
  readonly isCurrent: boolean;
  /** What was read, with the run's own changes; `undefined` when there is no such session any more. */
  readonly record: SessionRecord | undefined;
  /** Reads it. */
  read(db: Db): Promise<void>;
  /** Judges one of its actions; `undefined` when there is no such action. */
  verdictOn(actionId: string): Verdict | undefined;
  /** What is judged of an action with this function is judged by. */
  basisFor(functionName: string): Basis;
  /** Whether nobody has changed it, or the function, until the run was held. A new name of the account is taken over. */
  isAsHeld(held: HeldRun, functionName: string): boolean;
  /** Notes that the run has changed it, which had this version before: another one than ours if somebody else has, too. */
  changedFrom(version: number): void;
  /** Notes what the run has changed of it while it held it, and the version that it has since. */
  changedTo(version: number, changes: SessionChanges): void;
  /** Has it read again before it is used. */
  outdate(): void;
}

/** What is known of a session that was read. */
interface Read {
  readonly record: SessionRecord;
  readonly actions: ReadonlyMap<string, StoredAction>;
  /** Names of functions in one Unicode form, with what names their versions. */
  readonly functionVersions: ReadonlyMap<string, string>;
  readonly judge: (action: StoredAction) => Verdict;
}

/** Makes the view of a session that was not read yet. */
export function createSessionView(sessionId: string): SessionView {
  let known: Read | undefined;
  let version = 0;
  let isCurrent = false;

  function change(changes: SessionChanges): void {
    if (!known) return;
    const record = { ...known.record, session: { ...known.record.session, ...changes } };
    known = { ...known, record, judge: judgeOf(record) };
  }

  return {
    get isCurrent() {
      return isCurrent;
    },
    get record() {
      return known?.record;
    },
    async read(db) {
      const record = await findSession(db, 'all', sessionId);
      known = record && {
        record,
        actions: new Map(record.actions.map((action) => [action.id, action])),
        functionVersions: new Map(
          record.functions.map((fn) => [fn.info.name.normalize(), functionVersionOf(fn)]),
        ),
        judge: judgeOf(record),
      };
      version = record?.version ?? 0;
      isCurrent = record !== undefined;
    },
    verdictOn(actionId) {
      const action = known?.actions.get(actionId);
      return action && known?.judge(action);
    },
    basisFor: (functionName) => ({
      version,
      accountName: known?.record.session.accountName,
      functionName,
      functionVersion: known?.functionVersions.get(functionName.normalize()),
    }),
    isAsHeld(held, functionName) {
      if (!isCurrent || held.version !== version) return false;
      if (held.functionVersion !== known?.functionVersions.get(functionName.normalize())) return false;
      if (held.accountName !== known?.record.session.accountName) change({ accountName: held.accountName });
      return true;
    },
    changedFrom(before) {
      if (before !== version) isCurrent = false;
      version = before + 1;
    },
    changedTo(next, changes) {
      version = next;
      change(changes);
    },
    outdate() {
      isCurrent = false;
    },
  };
}
