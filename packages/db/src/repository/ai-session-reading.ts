import type { AISessionInfo } from '@ai-sessions/contract';
import { LRUCache } from 'lru-cache';
import { type AccountScope, isWithin } from '../access/account-scope.ts';
import { batched } from '../batch/batched.ts';
import type { Db } from '../db.ts';
import type { SessionRow } from '../sql/session/columns.ts';
import { selectSessions } from '../sql/session/find-sessions.ts';
import { selectWholeSessions } from '../sql/session/find-whole-sessions.ts';
import type { RowIn } from '../statement/statement.ts';
import { functionOf, mayBeKnown } from './ai-function.ts';
import { actionOf, plainRecord, recordOf, type SessionRecord } from './ai-session-record.ts';

type ReadRow = RowIn<typeof selectSessions>;

/** A session as it was read, for whoever may see all functions, and what others were given of it. */
interface KeptSession {
  readonly row: SessionRow;
  readonly catalogueVersion: number;
  readonly whole: SessionRecord;
  readonly byScope: Map<string, SessionRecord>;
}

/** Text of actions that is kept of a database. What is made of it takes some times as much. */
const KEPT_BYTES = 8 * 1_048_576;
/** What an action or a function takes beside its text. */
const BESIDE_TEXT = 500;

/**
 * Sessions with actions or runs, as they were last read outside a transaction. Each has a version that grows with every
 * change of it, its actions and its runs, and the catalogue of functions has one too: what is kept is given out for no
 * others than those that were read just now.
 */
const keptSessions = new WeakMap<Db, LRUCache<string, KeptSession>>();

function keptOf(db: Db): LRUCache<string, KeptSession> {
  const open = keptSessions.get(db);
  if (open) return open;
  const kept = new LRUCache<string, KeptSession>({ maxSize: KEPT_BYTES, sizeCalculation: sizeOf });
  keptSessions.set(db, kept);
  return kept;
}

function sizeOf({ whole }: KeptSession): number {
  const actions = whole.actions.reduce(
    (sum, action) =>
      sum +
      BESIDE_TEXT +
      action.arguments.length +
      (action.description?.length ?? 0) +
      (action.outcome?.length ?? 0) +
      (action.earlierVersions ?? []).reduce((all, { arguments: earlier }) => all + (earlier?.length ?? 0), 0),
    BESIDE_TEXT,
  );
  const functions = whole.functions.reduce((sum, { info }) => sum + BESIDE_TEXT + info.parameters.length, 0);
  return actions + functions + (whole.log?.length ?? 0);
}

/** Reads sessions without their parts, those that are asked for at the same moment together. */
const readRow = batched<string, ReadRow | undefined>({
  atOnce: 2,
  alone: (db, id) => db.row(selectSessions([id])),
  together: async (db, ids) => byId(ids, await db.rows(selectSessions(unique(ids)))),
});

/** Reads sessions with their parts, those that are asked for at the same moment together. */
const readWhole = batched<string, KeptSession | undefined>({
  atOnce: 2,
  alone: async (db, id) => {
    const row = await db.row(selectWholeSessions([id]));
    return row && keep(db, row);
  },
  together: async (db, ids) => {
    const rows = await db.rows(selectWholeSessions(unique(ids)));
    return byId(
      ids,
      rows.map((row) => ({ id: row.id, ...keep(db, row) })),
    );
  },
});

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

function byId<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]) {
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => ({ result: found.get(id) }));
}

/** Keeps a session as it was read, unless a transaction read it: what that has changed may be undone. */
function keep(db: Db, row: RowIn<typeof selectWholeSessions>): KeptSession {
  const whole = recordOf(row, {
    actions: row.actions?.map(actionOf) ?? [],
    functions: row.functions?.map(functionOf) ?? [],
    log: row.log ?? undefined,
  });
  const kept: KeptSession = { row, catalogueVersion: row.catalogueVersion, whole, byScope: new Map() };
  if (!db.inTransaction) keptOf(db).set(row.id, kept);
  return kept;
}

/**
 * Reads a session with its actions, their functions and its log; `undefined` when there is none in the scope. The same
 * object stands for a session as long as nothing that can be seen of it has changed.
 */
export async function findSession(
  db: Db,
  scope: AccountScope,
  id: string,
): Promise<SessionRecord | undefined> {
  const row = await readRow(db, id);
  if (!row || !isInScope(scope, row)) return undefined;
  if (!row.hasParts) return plainRecord(row);
  const kept = db.inTransaction ? undefined : keptOf(db).get(id);
  if (kept && isSame(kept, row)) return seenBy(scope, kept);
  return findWholeSession(db, scope, id);
}

/** Where a session stands. */
export interface SessionStanding {
  readonly version: number;
  readonly state: NonNullable<AISessionInfo['state']>;
}

/** Reads where a session stands, without its actions; `undefined` when there is none in the scope. */
export async function findSessionStanding(
  db: Db,
  scope: AccountScope,
  id: string,
): Promise<SessionStanding | undefined> {
  const row = await readRow(db, id);
  return row && isInScope(scope, row) ? { version: row.version, state: row.state } : undefined;
}

/** Reads a session as {@link findSession} does, when it is known to have actions or runs and was just changed. */
export async function findWholeSession(
  db: Db,
  scope: AccountScope,
  id: string,
): Promise<SessionRecord | undefined> {
  const kept = await readWhole(db, id);
  return kept && isInScope(scope, kept.row) ? seenBy(scope, kept) : undefined;
}

function isInScope(scope: AccountScope, { accountId }: SessionRow): boolean {
  return scope === 'all' || (accountId !== null && isWithin(scope, accountId));
}

/**
 * Whether a session that is kept is what was read just now. Its version tells all but the name of its account, and what a
 * run of it logs.
 */
function isSame(kept: KeptSession, row: ReadRow): boolean {
  return (
    row.state !== 'Applying' &&
    kept.row.version === row.version &&
    kept.catalogueVersion === row.catalogueVersion &&
    kept.row.accountName === row.accountName
  );
}

/** Whoever may not see a function in the catalogue must not learn of it from an action that names it. */
function seenBy(scope: AccountScope, { row, whole, byScope }: KeptSession): SessionRecord {
  if (scope === 'all') return whole;
  const key = JSON.stringify(scope);
  const known = byScope.get(key);
  if (known) return known;
  const functions = whole.functions.filter((fn) => mayBeKnown(scope, fn));
  const seen = recordOf(row, { ...whole, functions });
  byScope.set(key, seen);
  return seen;
}
