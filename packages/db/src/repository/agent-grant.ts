import type { AgentGrantInfo } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { selectAgentGrants } from '../sql/agent-grant/find-agent-grants.ts';
import { updateAgentGrantUsed } from '../sql/agent-grant/mark-agent-grant-used.ts';
import type { Complete } from '../statement/json-row.ts';

/** The most that are listed. */
const LISTED = 200;
const DAY_MS = 86_400_000;
/** Days after which a grant that has ended is forgotten. */
const KEPT_DAYS = 90;

/** What a user allows an agent. */
export interface NewAgentGrant {
  readonly userId: string;
  /** Name of the client at the authorization server. */
  readonly clientId: string;
  /** What the client calls itself. */
  readonly clientName: string;
  /** Host whose metadata document vouches for the client. */
  readonly clientHost?: string;
  /** Accounts of the user that it may work on; all of them when empty. */
  readonly accountIds: readonly string[];
  /** Seconds until it ends by itself unless it is extended. */
  readonly lifetimeSeconds: number;
  readonly by: Actor;
}

/** Stores what a user allows an agent, and returns the id of the grant. */
export function allowAgent(db: Db, { by, lifetimeSeconds, ...grant }: NewAgentGrant): Promise<string> {
  return db.write(by, async ({ prisma, now }) => {
    const { id } = await prisma.agentGrant.create({
      data: {
        ...grant,
        accountIds: [...grant.accountIds],
        dateExpires: new Date(now.getTime() + lifetimeSeconds * 1_000),
      },
      select: { id: true },
    });
    return id;
  });
}

/** An agent with a token of another authorization server, where the user has allowed it. */
export interface AgentElsewhere {
  readonly userId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly by: Actor;
}

/** The id of the grant that stands for an agent of another authorization server: it is made when the agent first comes. */
export function allowAgentElsewhere(
  db: Db,
  { by, userId, issuer, clientId }: AgentElsewhere,
): Promise<string> {
  return db.write(by, async ({ prisma }) => {
    const where = { userId_issuer_clientId: { userId, issuer, clientId } };
    const select = { id: true } as const;
    const known = await prisma.agentGrant.findUnique({ where, select });
    if (known) return known.id;
    await prisma.agentGrant.createMany({
      data: { userId, issuer, clientId, clientName: clientId },
      skipDuplicates: true,
    });
    const { id } = await prisma.agentGrant.findUniqueOrThrow({ where, select });
    return id;
  });
}

/** Puts off the end of a grant that has not ended. Nobody decided on it, so it leaves no event. */
export async function extendAgentGrant(db: Db, id: string, lifetimeSeconds: number): Promise<void> {
  await db.write('silently', ({ prisma, now }) =>
    prisma.agentGrant.updateMany({
      where: { id, dateRevoked: null },
      data: { dateExpires: new Date(now.getTime() + lifetimeSeconds * 1_000) },
    }),
  );
}

/** Revokes a grant that has not ended: its tokens stop working. With `userId` only when it is theirs. */
export function revokeAgentGrant(
  db: Db,
  { id, userId, by }: { readonly id: string; readonly userId?: string; readonly by: Actor },
): Promise<Result<undefined, Refusal<'notFound'>>> {
  return db.write(by, async ({ prisma, now }) => {
    const { count } = await prisma.agentGrant.updateMany({
      where: { id, userId, dateRevoked: null },
      data: { dateRevoked: now },
    });
    if (count === 0) return { ok: false, reason: 'notFound' };
    await prisma.oAuthRecord.deleteMany({ where: { grantId: id } });
    return DONE;
  });
}

/** The grants of a user that have not ended, newest first. */
export async function listAgentGrants(db: Db, userId: string): Promise<ListedAgentGrant[]> {
  const rows = await db.rows(selectAgentGrants(userId, LISTED));
  return rows.map((row) => ({
    id: row.id,
    userId: row.userId,
    clientName: row.clientName,
    clientHost: row.clientHost ?? undefined,
    clientId: row.clientId,
    issuer: row.issuer ?? undefined,
    accountIds: row.accountIds,
    dateCreated: row.dateCreated,
    dateLastUsed: row.dateLastUsed ?? undefined,
    dateExpires: row.dateExpires ?? undefined,
  }));
}

/** A grant without the names of its accounts. */
type ListedAgentGrant = Complete<Omit<AgentGrantInfo, 'accountNames'>>;

/** Notes that an agent used its grant. Nobody decided on it, so it leaves no event. */
export async function markAgentGrantUsed(db: Db, id: string): Promise<void> {
  await db.rows(updateAgentGrantUsed(id));
}

/**
 * Forgets grants that ended long ago; their events stay. One of another server that was revoked keeps its agent out, and
 * one that is stopped what its agent has proposed from being applied.
 */
export async function forgetOldAgentGrants(db: Db): Promise<void> {
  await db.write('silently', ({ prisma, now }) => {
    const long = { lt: new Date(now.getTime() - KEPT_DAYS * DAY_MS) };
    return prisma.agentGrant.deleteMany({
      where: { issuer: null, stopped: false, OR: [{ dateExpires: long }, { dateRevoked: long }] },
    });
  });
}
