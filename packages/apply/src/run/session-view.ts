import {
  type AdvancedRun,
  type Basis,
  type Db,
  findSession,
  functionVersionOf,
  type OwnChange,
  type SessionRecord,
  type StoredAction,
} from '@ai-sessions/db';
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
  /**
   * Notes that the run has changed it, by so many versions. Its version before tells whether somebody else has, too.
   */
  changed(by: Pick<AdvancedRun, 'version' | 'changes'>, change?: OwnChange): void;
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

  function update(changes: Partial<SessionRecord['session']>): void {
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
    changed(by, change) {
      if (by.version !== version) isCurrent = false;
      version = by.version + by.changes;
      if (change?.session) update({ purpose: change.session.purpose || undefined });
      if (change?.account && change.account.id === known?.record.session.accountId) {
        update({ accountName: change.account.name });
      }
    },
    outdate() {
      isCurrent = false;
    },
  };
}
