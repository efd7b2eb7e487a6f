import {
  type AISessionInfo,
  type AISessionRow,
  type ProgramOperation,
  signInName,
} from '@ai-sessions/contract';
import { type AccountScope, isWithin as isInScope } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import { ALONE, batched } from '../batch/batched.ts';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { updateSession } from '../sql/session/change-session.ts';
import { type SessionToUpdate, updateSessions } from '../sql/session/change-sessions.ts';
import {
  LISTED_COLUMNS,
  type ListedRow,
  type SessionRow,
  type SessionValues,
  selectListed,
  shapeOf,
} from '../sql/session/columns.ts';
import { insertSession } from '../sql/session/create-session.ts';
import { insertSessions, type SessionToInsert } from '../sql/session/create-sessions.ts';
import { updateSessionDiscarded } from '../sql/session/discard-session.ts';
import { isWaiting } from '../sql/session/is-waiting.ts';
import { deleteDiscardedSessions } from '../sql/session/purge-sessions.ts';
import { updateSessionRestored } from '../sql/session/restore-session.ts';
import type { SessionChange } from '../sql/session/session-change.ts';
import { FOREIGN_KEY_VIOLATION, sqlStateOf } from '../sql-state.ts';
import { type Conditions, equals, isAmong, isWithin, normal, where } from '../statement/conditions.ts';
import { accountPages, OF_ACCOUNT } from './account-pages.ts';
import { findWholeSession } from './ai-session-reading.ts';
import { infoOf, plainRecord, type SessionRecord } from './ai-session-record.ts';
import { everyRow } from './every-row.ts';
import { nameOfPage } from './kept-pages.ts';
import {
  type Listing,
  MAXIMUM_KEPT,
  type PageRequest,
  type PageResult,
  type Place,
  readPage,
  sortedBy,
} from './page.ts';
import { sessionSearch } from './session-search.ts';
import { accountSearch, isMergeable, newestOfAccount, newestOfAccounts } from './sessions-of-accounts.ts';

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
  kept: {
    // It grows with every change of a session, its actions and its runs.
    version: Prisma.sql`s.version`,
    sizeOf: ({ purpose = '', accountName = '' }) => ITEM_BYTES + purpose.length + accountName.length,
  },
};

/** What a session in a list takes beside its purpose and the name of its account. */
const ITEM_BYTES = 300;

/** What is better when nothing but states narrows the list: `ai_session_count` says how many there are in each. */
const COUNTED = {
  onePlan: true,
  total: (filter: Conditions) =>
    Prisma.sql`(SELECT coalesce(sum(s.sessions), 0) FROM ai_session_count s ${where(filter)})`,
};

/** What a new session is made of. */
export interface NewSession extends SessionValues {
  readonly accountId?: string;
  readonly by: Actor;
}

interface Opening {
  readonly scope: AccountScope;
  readonly session: SessionToInsert;
}

/** Creates sessions, those that arrive together in one statement; `undefined` when there is no such account. */
const openSession = batched<Opening, SessionRow | undefined>({
  atOnce: 1,
  shapeOf: ({ session }) => shapeOf(session.values),
  alone: (db, { scope, session }) => unlessReferredTo(db.row(insertSession(scope, session))),
  together: async (db, openings) => {
    const rows = await db.rows(insertSessions(openings.map(({ session }) => session)));
    return byPosition(openings, rows);
  },
});

/** Changes sessions, those whose changes arrive together in one statement; `undefined` when there is none to change. */
const updateOne = batched<SessionToUpdate, SessionRow | undefined>({
  atOnce: 1,
  subjectOf: ({ id }) => id,
  shapeOf: ({ values }) => shapeOf(values),
  alone: (db, { scope, ...change }) => db.row(updateSession(scope, change)),
  together: async (db, changes) => byPosition(changes, await db.rows(updateSessions(changes))),
});

/** The rows of requests by the positions that they name; a request without one has to be looked at by itself. */
function byPosition<Row extends { readonly position: number }>(
  requests: readonly unknown[],
  rows: readonly Row[],
) {
  const found = new Map(rows.map((row) => [row.position, row]));
  return requests.map((_, position) => {
    const row = found.get(position);
    return row ? { result: row } : ALONE;
  });
}

async function unlessReferredTo<Row>(row: Promise<Row | undefined>): Promise<Row | undefined> {
  try {
    return await row;
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Creates a session; `undefined` when there is no such account in the scope. */
export async function createSession(
  db: Db,
  scope: AccountScope,
  { accountId, by, ...values }: NewSession,
): Promise<SessionRecord | undefined> {
  if (scope !== 'all' && (accountId === undefined || !isInScope(scope, accountId))) return undefined;
  const row = await openSession(db, { scope, session: { accountId: accountId ?? null, values, by } });
  return row && plainRecord(row);
}

/** Changes what is given; empty text clears. `undefined` when there is no such session in the scope. */
export async function changeSession(
  db: Db,
  scope: AccountScope,
  change: SessionChange & { readonly values: SessionValues },
): Promise<SessionRecord | undefined> {
  const row = await updateOne(db, { ...change, scope });
  return row?.hasParts ? findWholeSession(db, scope, row.id) : row && plainRecord(row);
}

/** Discards a session, if there is such a one in the scope. A run of it makes no further call. */
export async function discardSession(
  db: Db,
  scope: AccountScope,
  change: SessionChange,
): Promise<Result<undefined, Refusal<'notFound'>>> {
  const discarded = await db.row(updateSessionDiscarded(scope, change));
  return discarded ? DONE : { ok: false, reason: 'notFound' };
}

/** Brings a session back, if a discarded one is in the scope. */
export async function restoreSession(
  db: Db,
  scope: AccountScope,
  change: Omit<SessionChange, 'versions'>,
): Promise<Result<undefined, Refusal<'notFound'>>> {
  const restored = await db.row(updateSessionRestored(scope, change));
  return restored ? DONE : { ok: false, reason: 'notFound' };
}

/** Days after which a discarded session is gone for good. */
const RESTORABLE_DAYS = 30;
/** Sessions that are removed in one transaction. */
const PURGE_BATCH = 50;

/** Removes sessions that were discarded long ago, some at a time; how many. Their audit events stay. */
export async function purgeDiscardedSessions(db: Db): Promise<number> {
  const by: Actor = { userName: 'system', operation: 'PurgeAISessions' satisfies ProgramOperation };
  return (await db.rows(deleteDiscardedSessions(by, RESTORABLE_DAYS, PURGE_BATCH))).length;
}

/** What lists of sessions are narrowed down by. */
export interface SessionFilters {
  readonly accountIds?: readonly string[];
  readonly text?: string;
  readonly states?: readonly NonNullable<AISessionInfo['state']>[];
  readonly hasPendingActions?: boolean;
  readonly waiting?: boolean;
  readonly createdBy?: string;
  readonly createdFrom?: string;
  readonly createdUntil?: string;
  readonly modifiedFrom?: string;
  readonly modifiedUntil?: string;
}

/** Reads all matching sessions, newest first. */
export function exportSessions(
  db: Db,
  scope: AccountScope,
  filters: SessionFilters,
): AsyncGenerator<AISessionRow> {
  return everyRow((page) => listSessions(db, scope, { ...filters, ...page }));
}

/** Reads a page of sessions. */
export function listSessions(
  db: Db,
  scope: AccountScope,
  request: PageRequest & SessionFilters,
): Promise<PageResult<AISessionInfo>> {
  const { text, states, hasPendingActions, specificIds = [] } = request;
  const withDiscarded = states?.includes('Discarded') ?? false;
  const createdBy = request.createdBy && signInName(request.createdBy);
  const further = [
    ...(hasPendingActions === undefined
      ? []
      : [hasPendingActions ? Prisma.sql`s.pending_actions > 0` : Prisma.sql`s.pending_actions = 0`]),
    ...isWaiting(request.waiting),
    ...equals(Prisma.sql`s.created_by`, createdBy),
    ...isWithin(Prisma.sql`s.date_created`, request.createdFrom, request.createdUntil),
    ...isWithin(Prisma.sql`s.date_last_modified`, request.modifiedFrom, request.modifiedUntil),
  ];
  const filter = [...isInStates(states), ...further];
  const plain = further.length === 0 && specificIds.length === 0;
  const accounts = accountsWithin(scope, request.accountIds);

  if (accounts === 'all') {
    if (text) return readPage(db, listing, request, filter, sessionSearch(db, { text, withDiscarded }));
    return readPage(db, plain ? { ...listing, ...COUNTED } : listing, request, filter);
  }

  const inAccounts = [...filter, isAmong(Prisma.sql`s.account_id`, accounts)];
  if (text) return readPage(db, listing, request, inAccounts, sessionSearch(db, { text, withDiscarded }));
  const order = sortedBy(listing, request);
  // Few sessions wait: their index is shorter than that of any account.
  const waits = request.waiting === true;
  if (waits || specificIds.length > 0 || !['id', 'dateLastModified'].includes(order)) {
    return readPage(db, listing, request, inAccounts);
  }
  const unfiltered = filter.length === 1 && !withDiscarded;
  const [accountId] = accounts.length === 1 ? accounts : [];
  if (order === 'id' && unfiltered && accountId !== undefined && isQuick(request) && !db.inTransaction) {
    return readPage(db, listOfAccount(accountId), request, filter);
  }
  if (order === 'id' && (unfiltered || isMergeable(accounts))) {
    return readPage(db, newestOfAccounts(listing, accounts, unfiltered), request, filter);
  }
  const way = accountSearch(accounts, { withDiscarded });
  return readPage(db, { ...listing, onePlan: unfiltered }, request, filter, way);
}

const readAccountPage = accountPages<ListedRow & Place>();

/** Whether a page of one account takes no longer than others do: it neither counts, nor skips, nor is large. */
function isQuick({ page, all, simplifiedPaging, cursor, countPerPage = 0 }: PageRequest): boolean {
  const counts = !simplifiedPaging && !cursor;
  return !page && !all && !counts && countPerPage <= MAXIMUM_KEPT;
}

/** The list of one account by id, whose pages are read together with those of other accounts. */
function listOfAccount(accountId: string): typeof listing {
  const plain = newestOfAccount(listing, OF_ACCOUNT);
  return {
    ...plain,
    ...(plain.kept && {
      kept: {
        ...plain.kept,
        reading: (db, page) => ({
          name: `${accountId} ${nameOfPage(page)}`,
          read: (known) => readAccountPage(db, { page, accountId, known }),
        }),
      },
    }),
  };
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
