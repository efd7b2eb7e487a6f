import type { ActionState, AISessionActionInfo, AISessionInfo } from '@ai-sessions/contract';
import { type Actor, credentialOf } from '../access/actor.ts';
import type { ListedRow, SessionRow } from '../sql/session/columns.ts';
import type { ActionRow } from '../sql/session/find-whole-sessions.ts';
import { instantOf } from '../statement/instant.ts';
import type { Complete } from '../statement/json-row.ts';
import type { StoredFunction } from './ai-function.ts';

/** Members of a session that are not columns of its own. */
type Derived = 'actions' | 'log';

/** Members in the order of the contract, absent ones left out. */
export function infoOf(row: ListedRow, id: string): Complete<Omit<AISessionInfo, Derived>> {
  return {
    accountId: row.accountId ?? undefined,
    accountName: row.accountName ?? undefined,
    purpose: row.purpose ?? undefined,
    state: row.discarded ? 'Discarded' : row.state,
    pendingActions: row.pendingActions || undefined,
    id,
    dateCreated: row.dateCreated,
    dateLastModified: row.dateLastModified,
    createdBy: row.createdBy,
    lastModifiedBy: row.lastModifiedBy,
  };
}

/** An action as it is stored. */
export interface StoredAction {
  readonly id: string;
  readonly date: string;
  readonly functionName: string;
  readonly arguments: string;
  readonly description?: string;
  /** Of the arguments in canonical form. Absent for actions from before it was kept. */
  readonly argumentsHash?: string;
  /** The same of what was proposed, once somebody else has corrected it. */
  readonly proposedHash?: string;
  readonly createdBy: string;
  /** Who queued it. Absent for actions from before it was kept. */
  readonly createdByUserId?: string;
  /** The API key or agent grant that it was queued with, if there was one. */
  readonly createdByKeyId?: string;
  readonly state: ActionState;
  /** Whether somebody accepted it as it is, also after it was carried out. */
  readonly accepted: boolean;
  /** Who accepted it as it is, if that is known. */
  readonly acceptedByUserId?: string;
  /** How they had signed in: `Person` without any API key. Absent when it is not known. */
  readonly acceptedAs?: string;
  /** Names what its function did when it was accepted, if that is known. */
  readonly acceptedFunction?: string;
  /** Who corrected it. */
  readonly correctedByUserIds: readonly string[];
  /** Whether a call of it may have taken effect although that is not known. */
  readonly mayHaveTakenEffect: boolean;
  /** Whether somebody accepted it since then. */
  readonly repeatAccepted: boolean;
  readonly reason?: string;
  readonly judgedBy?: string;
  readonly dateJudged?: string;
  readonly outcome?: string;
  /** What it does, as whoever applied it last read it. */
  readonly title?: string;
  /** Where in a trace it was proposed (W3C Trace Context). */
  readonly traceParent?: string;
  readonly traceState?: string;
  readonly earlierVersions?: AISessionActionInfo['earlierVersions'];
}

/**
 * Whether somebody has queued an action: with their API key or grant, or as the user when they have none. Of actions from before
 * that was kept only the e-mail address is known. The statements that change actions say the same.
 */
export function isOwnAction(
  { createdBy, createdByUserId, createdByKeyId }: StoredAction,
  by: Actor,
): boolean {
  if (createdByUserId === undefined) return createdBy === by.userName;
  const credential = credentialOf(by);
  return credential === undefined ? createdByUserId === by.userId : createdByKeyId === credential;
}

/** A session with all that has to be known to say what can be done with it. */
export interface SessionRecord {
  /** Without its actions. */
  readonly session: AISessionInfo & { readonly id: string };
  readonly version: number;
  /** In the order they were queued. */
  readonly actions: readonly StoredAction[];
  /** The functions that they name, as far as there are such and the reader may know them. */
  readonly functions: readonly StoredFunction[];
  /** Log of the latest run. */
  readonly log: string | undefined;
}

/** An action of a row that PostgreSQL made JSON of. */
export function actionOf(row: ActionRow): Complete<StoredAction> {
  return {
    id: row.id,
    date: instantOf(row.date_created),
    functionName: row.function_name,
    arguments: row.arguments,
    description: row.description ?? undefined,
    argumentsHash: row.arguments_hash ?? undefined,
    proposedHash: row.proposed_hash ?? undefined,
    createdBy: row.created_by,
    createdByUserId: row.created_by_user_id ?? undefined,
    createdByKeyId: row.created_by_key_id ?? undefined,
    state: row.state,
    accepted: row.accepted,
    acceptedByUserId: row.accepted_by_user_id ?? undefined,
    acceptedAs: row.accepted_as ?? undefined,
    acceptedFunction: row.accepted_function ?? undefined,
    correctedByUserIds: row.corrected_by_user_ids,
    mayHaveTakenEffect: row.may_have_taken_effect,
    repeatAccepted: row.repeat_accepted,
    reason: row.reason ?? undefined,
    judgedBy: row.judged_by ?? undefined,
    dateJudged: row.date_judged === null ? undefined : instantOf(row.date_judged),
    outcome: row.outcome ?? undefined,
    title: row.title ?? undefined,
    traceParent: row.trace_parent ?? undefined,
    traceState: row.trace_state ?? undefined,
    earlierVersions: row.earlier_versions.length > 0 ? row.earlier_versions : undefined,
  };
}

const NO_PARTS = { actions: [], functions: [], log: undefined };

/** A session that never had an action or a run. */
export function plainRecord(row: SessionRow): SessionRecord {
  return recordOf(row, NO_PARTS);
}

/** A session with its parts as they were read. */
export function recordOf(
  row: SessionRow,
  { actions, functions, log }: Pick<SessionRecord, 'actions' | 'functions' | 'log'>,
): SessionRecord {
  return { session: { ...infoOf(row, row.id), id: row.id }, version: row.version, actions, functions, log };
}
