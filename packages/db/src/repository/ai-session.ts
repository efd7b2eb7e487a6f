import {
  type ActionState,
  type AISessionActionInfo,
  type AISessionInfo,
  type AISessionRow,
  signInName,
} from '@ai-sessions/contract';
import { type AccountScope, scoped, type Versions } from './account-scope.ts';
import { type Actor, auditText } from './actor.ts';
import { type FunctionRow, functionOf, type StoredFunction } from './ai-function.ts';
import {
  type Conditions,
  type Filter,
  type Listing,
  normal,
  type Page,
  type PageRequest,
  readPage,
} from './page.ts';
import { sessionSearch, WITH_ACCOUNT } from './session-search.ts';
import { FOREIGN_KEY_VIOLATION, instantOf, type Sql, sqlStateOf } from './statement.ts';

interface Row {
  id: string;
  account_id: string | null;
  account_name: string | null;
  purpose: string | null;
  date_created: string;
  date_last_modified: string;
  created_by: string;
  last_modified_by: string;
  state: NonNullable<AISessionInfo['state']>;
  pending_actions: number;
  discarded: boolean;
  version: number;
  has_parts: boolean;
}

const STORED =
  'id, account_id, purpose, date_created, date_last_modified, created_by, last_modified_by, state, pending_actions, discarded, version, has_parts';
const ACCOUNT_NAME = '(SELECT a.name FROM account a WHERE a.id = ai_session.account_id) AS account_name';

const listing: Listing<Row, AISessionInfo> = {
  columns:
    's.id, s.account_id, a.name AS account_name, s.purpose, s.date_created, s.date_last_modified, s.created_by, s.last_modified_by, s.state, s.pending_actions, s.discarded, s.version, s.has_parts',
  from: `ai_session s ${WITH_ACCOUNT}`,
  countFrom: 'ai_session s',
  id: 's.id',
  sortable: {
    accountId: { expression: "coalesce(s.account_id, '')", type: 'text' },
    accountName: { expression: `coalesce(${normal('a.name')}, '')`, type: 'text' },
    purpose: { expression: `coalesce(${normal('s.purpose')}, '')`, type: 'text' },
    dateCreated: { expression: 's.date_created', type: 'timestamptz' },
    dateLastModified: { expression: 's.date_last_modified', type: 'timestamptz' },
    createdBy: { expression: 's.created_by', type: 'text' },
    lastModifiedBy: { expression: 's.last_modified_by', type: 'text' },
    state: { expression: 's.state', type: 'text' },
  },
  item: infoOf,
};

/** Members in the order of the contract, absent ones left out. */
function infoOf(row: Row): AISessionInfo {
  return {
    accountId: row.account_id ?? undefined,
    accountName: row.account_name ?? undefined,
    purpose: row.purpose ?? undefined,
    state: row.discarded ? 'Discarded' : row.state,
    pendingActions: row.pending_actions || undefined,
    id: row.id,
    dateCreated: row.date_created,
    dateLastModified: row.date_last_modified,
    createdBy: row.created_by,
    lastModifiedBy: row.last_modified_by,
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

/** A row of actions as PostgreSQL turns it into JSON. */
interface ActionRow {
  readonly id: string;
  readonly date_created: string;
  readonly function_name: string;
  readonly arguments: string;
  readonly description: string | null;
  readonly created_by: string;
  readonly state: ActionState;
  readonly accepted: boolean;
  readonly may_have_taken_effect: boolean;
  readonly repeat_accepted: boolean;
  readonly reason: string | null;
  readonly judged_by: string | null;
  readonly date_judged: string | null;
  readonly outcome: string | null;
  readonly title: string | null;
  readonly earlier_versions: NonNullable<AISessionActionInfo['earlierVersions']>;
}

type RecordRow = Row & {
  actions: readonly ActionRow[] | null;
  functions: readonly FunctionRow[] | null;
  log: string | null;
};

/** The columns of the actions of a session `s`, of their functions as far as `isSeen`, and of the log of its latest run. */
const parts = (
  isSeen: string,
) => `(SELECT json_agg(x ORDER BY x.position) FROM ai_session_action x WHERE x.session_id = s.id) AS actions,
   (SELECT json_agg(f ORDER BY f.id) FROM ai_function f WHERE ${isSeen} AND ${normal('f.name')} IN
     (SELECT ${normal('x.function_name')} FROM ai_session_action x WHERE x.session_id = s.id)) AS functions,
   (SELECT r.log FROM ai_session_run r WHERE r.session_id = s.id ORDER BY r.number DESC LIMIT 1) AS log`;

/** Whoever may not see a function in the catalogue must not learn of it from an action that names it. */
const isFunctionSeen = (scope: AccountScope, within: (column: string) => string) =>
  scope === 'all'
    ? 'true'
    : `(f.account_ids = '{}' OR EXISTS (SELECT FROM unnest(f.account_ids) AS own (id) WHERE ${within('own.id')}))`;

function actionOf(row: ActionRow): StoredAction {
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
function plainRecord(row: Row): SessionRecord {
  return recordOf({ ...row, actions: null, functions: null, log: null });
}

function recordOf(row: RecordRow): SessionRecord {
  return {
    session: { ...infoOf(row), id: row.id },
    version: row.version,
    actions: row.actions?.map(actionOf) ?? [],
    functions: row.functions?.map(functionOf) ?? [],
    log: row.log ?? undefined,
  };
}

/** What a new session is made of. */
export interface NewSession {
  readonly accountId?: string;
  readonly purpose?: string;
  readonly by: Actor;
}

/** Creates a session; `undefined` when there is no such account in the scope. */
export async function createSession(
  sql: Sql,
  scope: AccountScope,
  session: NewSession,
): Promise<SessionRecord | undefined> {
  try {
    const [row] = await sql.rows<Row>(
      scoped(scope, {
        name: 'ai-session-create',
        text: (within) => `INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
             SELECT $1, $2, $3, $3 FROM audit_as($4) WHERE ${within('$1')}
             RETURNING ${STORED}, ${ACCOUNT_NAME}`,
        values: [
          session.accountId ?? null,
          session.purpose || null,
          session.by.userName,
          auditText(session.by),
        ],
      }),
    );
    return row && plainRecord(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Names a session, who changes it, and in which versions they may. */
interface SessionChange {
  readonly id: string;
  readonly by: Actor;
  readonly versions?: Versions;
}

/** Sets the purpose; empty text clears it. `undefined` when there is no such session in the scope. */
export async function setSessionPurpose(
  sql: Sql,
  scope: AccountScope,
  change: SessionChange & { readonly purpose: string },
): Promise<SessionRecord | undefined> {
  const [row] = await sql.rows<Row>(
    scoped(
      scope,
      {
        name: 'ai-session-set-purpose',
        text: (within, asRead) => `UPDATE ai_session
           SET purpose = $2, last_modified_by = $3, date_last_modified = now(), version = version + 1
           FROM audit_as($4)
           WHERE id = $1 AND NOT discarded AND ${within('account_id')} AND ${asRead('version')}
           RETURNING ${STORED}, ${ACCOUNT_NAME}`,
        values: [change.id, change.purpose || null, change.by.userName, auditText(change.by)],
      },
      change.versions,
    ),
  );
  return row?.has_parts ? findWhole(sql, scope, row.id) : row && plainRecord(row);
}

/** Discards a session; `false` when there is none in the scope. A run of it makes no further call. */
export async function discardSession(sql: Sql, scope: AccountScope, change: SessionChange): Promise<boolean> {
  const rows = await sql.rows(
    scoped(
      scope,
      {
        name: 'ai-session-discard',
        text: (
          within,
          asRead,
        ) => `UPDATE ai_session SET discarded = true, date_discarded = now(), discarded_by = $2, version = version + 1
           FROM audit_as($3) WHERE id = $1 AND NOT discarded AND ${within('account_id')} AND ${asRead('version')}
           RETURNING pg_notify('ai_session', id)`,
        values: [change.id, change.by.userName, auditText(change.by)],
      },
      change.versions,
    ),
  );
  return rows.length > 0;
}

/** Brings a discarded session back; `false` when no discarded one is in the scope. */
export async function restoreSession(
  sql: Sql,
  scope: AccountScope,
  change: Omit<SessionChange, 'versions'>,
): Promise<boolean> {
  const rows = await sql.rows(
    scoped(scope, {
      name: 'ai-session-restore',
      text: (within) => `UPDATE ai_session SET discarded = false, date_discarded = NULL, discarded_by = NULL,
             version = version + 1, last_modified_by = $2, date_last_modified = now()
           FROM audit_as($3) WHERE id = $1 AND discarded AND ${within('account_id')}
           RETURNING pg_notify('ai_session', id)`,
      values: [change.id, change.by.userName, auditText(change.by)],
    }),
  );
  return rows.length > 0;
}

/** Days after which a discarded session is gone for good. */
const RESTORABLE_DAYS = 30;
/** Sessions that are removed in one transaction. */
const PURGE_BATCH = 50;

/** Removes sessions that were discarded long ago, some at a time; how many. Their audit events stay. */
export async function purgeDiscardedSessions(sql: Sql): Promise<number> {
  const by: Actor = { userName: 'system', operation: 'PurgeAISessions' };
  const rows = await sql.rows({
    text: `DELETE FROM ai_session USING audit_as($1) WHERE id IN (SELECT id FROM ai_session
             WHERE discarded AND date_discarded < now() - interval '${RESTORABLE_DAYS} days' LIMIT ${PURGE_BATCH}
             FOR UPDATE SKIP LOCKED)
           RETURNING 1`,
    values: [auditText(by)],
  });
  return rows.length;
}

/** Reads a session with its actions, their functions and its log; `undefined` when there is none in the scope. */
export async function findSession(
  sql: Sql,
  scope: AccountScope,
  id: string,
): Promise<SessionRecord | undefined> {
  const [row] = await sql.rows<Row>(
    scoped(scope, {
      name: 'ai-session-find',
      text: (within) =>
        `SELECT ${listing.columns} FROM ${listing.from} WHERE s.id = $1 AND NOT s.discarded AND ${within('s.account_id')}`,
      values: [id],
    }),
  );
  return row?.has_parts ? findWhole(sql, scope, id) : row && plainRecord(row);
}

/**
 * Reads a session with its parts, all in one statement, so that they belong together. Its plan takes longer to set up
 * than to read a session that has none of them: those are read without it.
 */
async function findWhole(sql: Sql, scope: AccountScope, id: string): Promise<SessionRecord | undefined> {
  const [row] = await sql.rows<RecordRow>(
    scoped(scope, {
      name: 'ai-session-find-whole',
      text: (within) =>
        `SELECT ${listing.columns}, ${parts(isFunctionSeen(scope, within))} FROM ${listing.from} WHERE s.id = $1 AND NOT s.discarded AND ${within('s.account_id')}`,
      values: [id],
    }),
  );
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
  sql: Sql,
  scope: AccountScope,
  filters: SessionFilters,
): AsyncGenerator<AISessionRow> {
  let cursor: string | undefined;
  do {
    const page: Page<AISessionInfo> = await listSessions(sql, scope, {
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
  sql: Sql,
  scope: AccountScope,
  request: PageRequest & SessionFilters,
): Promise<Page<AISessionInfo>> {
  const { text, states } = request;
  const withDiscarded = states?.includes('Discarded') ?? false;
  const search = text ? sessionSearch(sql, { text, withDiscarded }) : undefined;
  const narrow: Filter = (conditions) => {
    addStates(conditions, request.states);
    conditions.addScope('s.account_id', scope);
    conditions.addIds('s.account_id', request.accountIds);
    if (request.hasPendingActions !== undefined) {
      conditions.add(request.hasPendingActions ? 's.pending_actions > 0' : 's.pending_actions = 0');
    }
    if (request.createdBy)
      conditions.add(`s.created_by = ${conditions.value(signInName(request.createdBy))}`);
    conditions.addInstants('s.date_created', request.createdFrom, request.createdUntil);
    conditions.addInstants('s.date_last_modified', request.modifiedFrom, request.modifiedUntil);
  };
  return readPage(sql, listing, request, narrow, search);
}

/** Discarded sessions are shown only when asked for. States stand in the text, so that partial indexes serve them. */
function addStates(conditions: Conditions, states: SessionFilters['states'] = []): void {
  const others = [...new Set(states)].filter((state) => state !== 'Discarded').sort();
  const inState = `s.state IN (${others.map((state) => `'${state}'`).join(', ')})`;
  if (!states.includes('Discarded')) {
    conditions.add('NOT s.discarded');
    if (others.length > 0) conditions.add(inState);
  } else {
    conditions.add(others.length > 0 ? `(s.discarded OR ${inState})` : 's.discarded');
  }
}
