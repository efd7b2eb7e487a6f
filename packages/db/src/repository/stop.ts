import type { AIStopInfo } from '@ai-sessions/contract';
import { type AccountScope, isWithin } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import type { Db, Tx } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { lockApplying } from '../sql/applying/lock-applying.ts';
import { selectStopOfActions } from '../sql/stop/stop-of-actions.ts';
import { boolean, instant, nullable, oneOf, type RowOf, text } from '../statement/column.ts';
import { isInScope } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import { selectList } from '../statement/statement.ts';
import { type Listing, NEVER, type PageRequest, type PageResult, readPage } from './page.ts';

/** A decision to stop something or to let it go on. */
export interface Stop {
  readonly id: string;
  readonly stopped: boolean;
  /** One line. */
  readonly reason?: string;
  readonly by: Actor;
}

/** What is kept of a stop, on the row of what is stopped. */
const KEPT = {
  id: true,
  stopped: true,
  stopReason: true,
  dateStopChanged: true,
  stopChangedBy: true,
} as const;

interface Kept {
  readonly id: string;
  readonly stopped: boolean;
  readonly stopReason: string | null;
  readonly dateStopChanged: Date | null;
  readonly stopChangedBy: string | null;
}

function infoOf(
  subject: AIStopInfo['subject'],
  { name, userId }: { readonly name: string; readonly userId?: string },
  row: Kept,
): Complete<AIStopInfo> {
  return {
    id: row.id,
    subject,
    name,
    userId,
    stopped: row.stopped,
    reason: row.stopReason ?? undefined,
    dateChanged: row.dateStopChanged?.toISOString(),
    changedBy: row.stopChangedBy ?? undefined,
  };
}

/** Holds the switch of all applying first, as runs do: they wait for a stop, or it waits for them. */
function stop<Answer>(
  db: Db,
  { stopped, reason, by }: Stop,
  change: (tx: Tx, data: Omit<Kept, 'id'>) => Promise<Answer>,
): Promise<Answer> {
  return db.write(by, async (tx) => {
    await tx.rows(lockApplying());
    const data = { stopped, stopReason: reason || null, dateStopChanged: tx.now, stopChangedBy: by.userName };
    return change(tx, data);
  });
}

/** Stops an account or lets it go on: it counts before the next call of every run. `undefined` when there is none in the scope. */
export async function setAccountStop(
  db: Db,
  scope: AccountScope,
  given: Stop,
): Promise<AIStopInfo | undefined> {
  if (!isWithin(scope, given.id)) return undefined;
  return stop(db, given, async ({ prisma }, data) => {
    const where = { id: given.id };
    const [row] = await prisma.account.updateManyAndReturn({ where, data, select: { ...KEPT, name: true } });
    return row && infoOf('Account', row, row);
  });
}

/**
 * Stops the agent with an API key or with a grant, or a user with all of these, or lets them go on; `undefined` when there
 * is none of them.
 */
export function setAgentStop(db: Db, given: Stop): Promise<AIStopInfo | undefined> {
  return stop(db, given, async ({ prisma }, data) => {
    const where = { id: given.id };
    const ofKey = { ...KEPT, name: true, userId: true };
    const [key] = await prisma.apiKey.updateManyAndReturn({ where, data, select: ofKey });
    if (key) return infoOf('ApiKey', key, key);
    const ofGrant = { ...KEPT, clientName: true, userId: true };
    const [grant] = await prisma.agentGrant.updateManyAndReturn({ where, data, select: ofGrant });
    if (grant) return infoOf('AgentGrant', { name: grant.clientName, userId: grant.userId }, grant);
    const ofUser = { ...KEPT, emailAddress: true };
    const [user] = await prisma.user.updateManyAndReturn({ where, data, select: ofUser });
    return user && infoOf('User', { name: user.emailAddress }, user);
  });
}

/** Whether an account of the scope, an API key, a grant or a user is stopped. */
export async function isStopped({ prisma }: Db, scope: AccountScope, id: string): Promise<boolean> {
  const where = { id, stopped: true };
  const counts = await Promise.all([
    isWithin(scope, id) ? prisma.account.count({ where }) : 0,
    prisma.apiKey.count({ where }),
    prisma.agentGrant.count({ where }),
    prisma.user.count({ where }),
  ]);
  return counts.some((count) => count > 0);
}

/** Why actions of a session may not be carried out, in words that end a sentence; `undefined` when they may. */
export async function findStopOf(
  db: Db,
  accountId: string | undefined,
  actionIds: readonly string[],
): Promise<string | undefined> {
  return (await db.row(selectStopOfActions(accountId ?? null, actionIds)))?.reason;
}

const COLUMNS = {
  id: text,
  subject: oneOf<AIStopInfo['subject']>(),
  name: text,
  userId: nullable(text),
  stopped: boolean,
  stopReason: nullable(text),
  dateStopChanged: nullable(instant),
  stopChangedBy: nullable(text),
};

function stopsIn(scope: AccountScope): Listing<RowOf<typeof COLUMNS>, AIStopInfo> {
  const kept = Prisma.sql`stopped, stop_reason, date_stop_changed, stop_changed_by`;
  const accounts = Prisma.join([Prisma.sql`stopped`, ...isInScope(Prisma.sql`id`, scope)], ' AND ');
  // Keys, grants and users work on more than some accounts.
  const agents = scope === 'all' ? Prisma.sql`stopped` : Prisma.sql`false`;
  const from = Prisma.sql`(
    SELECT id, 'Account' AS subject, name, NULL AS user_id, ${kept} FROM account WHERE ${accounts}
    UNION ALL SELECT id, 'ApiKey', name, user_id, ${kept} FROM api_key WHERE ${agents}
    UNION ALL SELECT id, 'AgentGrant', client_name, user_id, ${kept} FROM agent_grant WHERE ${agents}
    UNION ALL SELECT id, 'User', email_address, NULL, ${kept} FROM user_account WHERE ${agents}) AS t`;
  return {
    from,
    countFrom: from,
    id: Prisma.sql`t.id`,
    sortable: {
      dateChanged: { expression: Prisma.sql`coalesce(t.date_stop_changed, ${NEVER})`, type: 'timestamptz' },
    },
    columns: COLUMNS,
    select: selectList(COLUMNS, 't'),
    item: (row) => ({
      id: row.id,
      subject: row.subject,
      name: row.name,
      userId: row.userId ?? undefined,
      stopped: row.stopped,
      reason: row.stopReason ?? undefined,
      dateChanged: row.dateStopChanged ?? undefined,
      changedBy: row.stopChangedBy ?? undefined,
    }),
  };
}

/** Reads a page of what is stopped, as far as it is of accounts in the scope; agents only for all accounts. */
export function listStops(
  db: Db,
  scope: AccountScope,
  request: PageRequest,
): Promise<PageResult<AIStopInfo>> {
  return readPage(db, stopsIn(scope), request, []);
}
