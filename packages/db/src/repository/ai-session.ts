import {
  type ActionState,
  type AISessionActionInfo,
  type AISessionInfo,
  type AISessionRow,
  signInName,
} from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { updateSession } from '../sql/session/change-session.ts';
import {
  LISTED_COLUMNS,
  type ListedRow,
  type SessionRow,
  type SessionValues,
  selectListed,
} from '../sql/session/columns.ts';
import { insertSession } from '../sql/session/create-session.ts';
import { updateSessionDiscarded } from '../sql/session/discard-session.ts';
import { selectSession } from '../sql/session/find-session.ts';
import { type ActionRow, selectWholeSession } from '../sql/session/find-whole-session.ts';
import { deleteDiscardedSessions } from '../sql/session/purge-sessions.ts';
import { updateSessionRestored } from '../sql/session/restore-session.ts';
import type { SessionChange } from '../sql/session/session-change.ts';
import { FOREIGN_KEY_VIOLATION, sqlStateOf } from '../sql-state.ts';
import { type Conditions, equals, isAmong, isWithin, normal, where } from '../statement/conditions.ts';
import { instantOf } from '../statement/instant.ts';
import type { Complete } from '../statement/json-row.ts';
import type { RowIn } from '../statement/statement.ts';
import { functionOf, type StoredFunction } from './ai-function.ts';
import { type Listing, type Page, type PageRequest, readPage, sortedBy } from './page.ts';
import { sessionSearch } from './session-search.ts';
import { accountSearch, isMergeable, newestOfAccounts } from './sessions-of-accounts.ts';

const listing: Listing<ListedRow, AISessionInfo> = {
  columns: LISTED_COLUMNS,
  // Looked up for the rows of the page alone, whatever is sorted to find them.
  select: selectListed(Prisma.sql`(SELECT a.name FROM account a WHERE a.id = s.account_id)`),
  from: Prisma.sql`ai_session s`,
  countFrom: Prisma.sql`ai_session s`,
  id: Prisma.sql`s.id`,
  sortable: {
    accountId: { expression: Prisma.sql`coalesce(s.account_id, '')`, type: 'text' },
    accountName: {
      expression: Prisma.sql`coalesce(${normal(Prisma.sql`a.name`)}, '')`,
      type: 'text',
      join: Prisma.sql`LEFT JOIN account a ON a.id = s.account_id`,
    },
    purpose: { expression: Prisma.sql`coalesce(${normal(Prisma.sql`s.purpose`)}, '')`, type: 'text' },
    dateCreated: { expression: Prisma.sql`s.date_created`, type: 'timestamptz' },
    dateLastModified: { expression: Prisma.sql`s.date_last_modified`, type: 'timestamptz' },
    createdBy: { expression: Prisma.sql`s.created_by`, type: 'text' },
    lastModifiedBy: { expression: Prisma.sql`s.last_modified_by`, type: 'text' },
    state: { expression: Prisma.sql`s.state`, type: 'text' },
  },
  item: infoOf,
  direct: true,
};

/** What is better when nothing but states narrows the list: `ai_session_count` says how many there are in each. */
const COUNTED = {
  onePlan: true,
  total: (filter: Conditions) =>
    Prisma.sql`(SELECT coalesce(sum(s.sessions), 0) FROM ai_session_count s ${where(filter)})`,
};

/** Members of a session that are not columns of its own. */
type Derived = 'actions' | 'log';

/** Members in the order of the contract, absent ones left out. */
function infoOf(row: ListedRow, id: string): Complete<Omit<AISessionInfo, Derived>> {
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
  readonly createdBy: string;
  readonly state: ActionState;
  /** Whether somebody accepted it as it is, also after it was carried out. */
  readonly accepted: boolean;
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
  readonly earlierVersions?: AISessionActionInfo['earlierVersions'];
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

function actionOf(row: ActionRow): Complete<StoredAction> {
  return {
    id: row.id,
    date: instantOf(row.date_created),
    functionName: row.function_name,
    arguments: row.arguments,
    description: row.description ?? undefined,
    createdBy: row.created_by,
    state: row.state,
    accepted: row.accepted,
    mayHaveTakenEffect: row.may_have_taken_effect,
    repeatAccepted: row.repeat_accepted,
    reason: row.reason ?? undefined,
    judgedBy: row.judged_by ?? undefined,
    dateJudged: row.date_judged === null ? undefined : instantOf(row.date_judged),
    outcome: row.outcome ?? undefined,
    title: row.title ?? undefined,
    earlierVersions: row.earlier_versions.length > 0 ? row.earlier_versions : undefined,
  };
}

/** A session that never had an action or a run. */
function plainRecord(row: SessionRow): SessionRecord {
  return recordOf({ ...row, actions: null, functions: null, log: null });
}

function recordOf(row: RowIn<typeof selectWholeSession>): SessionRecord {
  return {
    session: { ...infoOf(row, row.id), id: row.id },
    version: row.version,
    actions: row.actions?.map(actionOf) ?? [],
    functions: row.functions?.map(functionOf) ?? [],
    log: row.log ?? undefined,
  };
}

/** What a new session is made of. */
export interface NewSession extends SessionValues {
  readonly accountId?: string;
  readonly by: Actor;
}

/** Creates a session; `undefined` when there is no such account in the scope. */
export async function createSession(
  db: Db,
  scope: AccountScope,
  { accountId, by, ...values }: NewSession,
): Promise<SessionRecord | undefined> {
  try {
    const row = await db.row(insertSession(scope, { accountId: accountId ?? null, values, by }));
    return row && plainRecord(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Changes what is given; empty text clears. `undefined` when there is no such session in the scope. */
export async function changeSession(
  db: Db,
  scope: AccountScope,
  change: SessionChange & { readonly values: SessionValues },
): Promise<SessionRecord | undefined> {
  const row = await db.row(updateSession(scope, change));
  return row?.hasParts ? findWhole(db, scope, row.id) : row && plainRecord(row);
}

/** Discards a session; `false` when there is none in the scope. A run of it makes no further call. */
export async function discardSession(db: Db, scope: AccountScope, change: SessionChange): Promise<boolean> {
  return (await db.row(updateSessionDiscarded(scope, change))) !== undefined;
}

/** Brings a discarded session back; `false` when no discarded one is in the scope. */
export async function restoreSession(
  db: Db,
  scope: AccountScope,
  change: Omit<SessionChange, 'versions'>,
): Promise<boolean> {
  return (await db.row(updateSessionRestored(scope, change))) !== undefined;
}

/** Days after which a discarded session is gone for good. */
const RESTORABLE_DAYS = 30;
/** Sessions that are removed in one transaction. */
const PURGE_BATCH = 50;

/** Removes sessions that were discarded long ago, some at a time; how many. Their audit events stay. */
export async function purgeDiscardedSessions(db: Db): Promise<number> {
  const by: Actor = { userName: 'system', operation: 'PurgeAISessions' };
  return (await db.rows(deleteDiscardedSessions(by, RESTORABLE_DAYS, PURGE_BATCH))).length;
}

/** Reads a session with its actions, their functions and its log; `undefined` when there is none in the scope. */
export async function findSession(
  db: Db,
  scope: AccountScope,
  id: string,
): Promise<SessionRecord | undefined> {
  const row = await db.row(selectSession(scope, id));
  return row?.hasParts ? findWhole(db, scope, id) : row && plainRecord(row);
}

/** Its plan takes longer to set up than to read a session that has no parts: those are read without it. */
async function findWhole(db: Db, scope: AccountScope, id: string): Promise<SessionRecord | undefined> {
  const row = await db.row(selectWholeSession(scope, id));
  return row && recordOf(row);
}

/** What lists of sessions are narrowed down by. */
export interface SessionFilters {
  readonly accountIds?: readonly string[];
  readonly text?: string;
  readonly states?: readonly NonNullable<AISessionInfo['state']>[];
  readonly hasPendingActions?: boolean;
  readonly createdBy?: string;
  readonly createdFrom?: string;
  readonly createdUntil?: string;
  readonly modifiedFrom?: string;
  readonly modifiedUntil?: string;
}

/** Rows that an export reads at a time. */
const EXPORT_PAGE = 1_000;

/**
 * Reads all matching sessions, newest first. Each page is a statement of its own, so that a client who is slow to
 * read holds no connection; pages follow the ids, so that every session which stays is in the export exactly once.
 */
export async function* exportSessions(
  db: Db,
  scope: AccountScope,
  filters: SessionFilters,
): AsyncGenerator<AISessionRow> {
  let cursor: string | undefined;
  do {
    const page: Page<AISessionInfo> = await listSessions(db, scope, {
      ...filters,
      cursor,
      countPerPage: EXPORT_PAGE,
      simplifiedPaging: true,
    });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** Reads a page of sessions. */
export function listSessions(
  db: Db,
  scope: AccountScope,
  request: PageRequest & SessionFilters,
): Promise<Page<AISessionInfo>> {
  const { text, states, hasPendingActions, specificIds = [] } = request;
  const withDiscarded = states?.includes('Discarded') ?? false;
  const createdBy = request.createdBy && signInName(request.createdBy);
  const inStates = isInStates(states);
  const further = [
    ...(hasPendingActions === undefined
      ? []
      : [hasPendingActions ? Prisma.sql`s.pending_actions > 0` : Prisma.sql`s.pending_actions = 0`]),
    ...equals(Prisma.sql`s.created_by`, createdBy),
    ...isWithin(Prisma.sql`s.date_created`, request.createdFrom, request.createdUntil),
    ...isWithin(Prisma.sql`s.date_last_modified`, request.modifiedFrom, request.modifiedUntil),
  ];
  const filter = [...inStates, ...further];
  const plain = further.length === 0 && specificIds.length === 0;
  const accounts = accountsWithin(scope, request.accountIds);

  if (accounts === 'all') {
    if (text) return readPage(db, listing, request, filter, sessionSearch(db, { text, withDiscarded }));
    return readPage(db, plain ? { ...listing, ...COUNTED } : listing, request, filter);
  }

  const inAccounts = [...filter, isAmong(Prisma.sql`s.account_id`, accounts)];
  if (text) return readPage(db, listing, request, inAccounts, sessionSearch(db, { text, withDiscarded }));
  const order = sortedBy(listing, request);
  if (specificIds.length > 0 || !['id', 'dateLastModified'].includes(order)) {
    return readPage(db, listing, request, inAccounts);
  }
  const unfiltered = filter.length === 1 && !withDiscarded;
  if (order === 'id' && (unfiltered || isMergeable(accounts))) {
    return readPage(db, newestOfAccounts(listing, accounts, unfiltered), request, filter);
  }
  const way = accountSearch(accounts, { withDiscarded });
  return readPage(db, { ...listing, onePlan: unfiltered }, request, filter, way);
}

/** The accounts of the filter that are in the scope, each once; all of the scope when there is no such filter. */
function accountsWithin(scope: AccountScope, wanted: readonly string[] = []): AccountScope {
  if (wanted.length === 0) return scope === 'all' ? scope : [...new Set(scope)];
  const within = new Set(scope === 'all' ? wanted : scope);
  return [...new Set(wanted)].filter((id) => within.has(id));
}

/** Discarded sessions are shown only when asked for. States stand in the text, so that partial indexes serve them. */
function isInStates(states: SessionFilters['states'] = []): Conditions {
  const others = [...new Set(states)].filter((state) => state !== 'Discarded').sort();
  const inState = Prisma.raw(`s.state IN (${others.map((state) => `'${state}'`).join(', ')})`);
  if (!states.includes('Discarded')) {
    return [Prisma.sql`NOT s.discarded`, ...(others.length > 0 ? [inState] : [])];
  }
  return [others.length > 0 ? Prisma.sql`(s.discarded OR ${inState})` : Prisma.sql`s.discarded`];
}
