import { signInName, UserInfo } from '@ai-sessions/contract';
import type { Db } from '../db.ts';
import { type CallerRow, NOT_OF_CALLERS } from '../sql/caller/columns.ts';
import { selectCallerByAgentGrant } from '../sql/caller/find-caller-by-agent-grant.ts';
import { selectCallerByApiKey } from '../sql/caller/find-caller-by-api-key.ts';
import { selectCallerByBrowserSession } from '../sql/caller/find-caller-by-browser-session.ts';
import type { RowIn } from '../statement/statement.ts';

/** A user as sign-in and the role check need it. */
export interface StoredUser {
  readonly id: string;
  readonly emailAddress: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly passwordHash: string | null;
  readonly roles: readonly string[];
  readonly accountIds: readonly string[];
  /** What they may do as a Manager at most; everything that Managers may when null. */
  readonly managerAccess: UserInfo['managerAccess'] | null;
  /** Areas of the platform's dashboard. */
  readonly dashboardPermissions: NonNullable<UserInfo['dashboardPermissions']>;
  readonly disabled: boolean;
  /** Whether whatever works in their name is stopped, and why. */
  readonly stopped: boolean;
  readonly stopReason: string | null;
}

/** An API key as its bearer's rights need it. */
export interface StoredApiKey {
  readonly apiKeyId: string;
  readonly kind: string;
  /** Roles of its owner that it has; all of them when empty. */
  readonly keyRoles: readonly string[];
  /** Accounts of its owner that it may work on; all of them when empty. */
  readonly keyAccountIds: readonly string[];
  /** ISO 8601. */
  readonly dateKeyExpires: string | null;
  /** What it may do at most; what holds for its kind when null. */
  readonly callsPerMinute: number | null;
  readonly maxOpenProposals: number | null;
  /** Whether the agent with this key is stopped, and why. */
  readonly keyStopped: boolean;
  readonly keyStopReason: string | null;
  /** Whether the mark of its last use is so old that it should be set again. */
  readonly unmarked: boolean;
}

/** What a user allowed an agent, as the agent's rights need it. */
export interface StoredAgentGrant {
  readonly agentGrantId: string;
  /** The authorization server of its tokens; null for the one inside this service. */
  readonly issuer: string | null;
  readonly clientId: string;
  readonly clientName: string;
  /** Accounts of the user that it may work on; all of them when empty. */
  readonly grantAccountIds: readonly string[];
  /** Whether this agent is stopped, and why. */
  readonly grantStopped: boolean;
  readonly grantStopReason: string | null;
  /** Whether the mark of its last use is so old that it should be set again. */
  readonly unmarked: boolean;
}

/** A browser session as its holder's rights need it. */
export interface StoredBrowserSession {
  readonly browserSessionId: string;
  /** ISO 8601. */
  readonly dateSignedIn: string;
}

function userOf(row: CallerRow): StoredUser {
  const { managerAccess, dashboardPermissions } = UserInfo.fields;
  return {
    id: row.id,
    emailAddress: row.emailAddress,
    firstName: row.firstName,
    lastName: row.lastName,
    passwordHash: row.passwordHash,
    roles: row.roles,
    accountIds: row.accountIds,
    managerAccess: managerAccess.schema.parse(row.managerAccess ?? undefined) ?? null,
    dashboardPermissions: dashboardPermissions.schema.parse(row.dashboardPermissions) ?? [],
    disabled: row.disabled,
    stopped: row.stopped,
    stopReason: row.stopReason,
  };
}

/** Finds a user by e-mail address, however it was typed. */
export async function findUserByEmail(db: Db, emailAddress: string): Promise<StoredUser | undefined> {
  const where = { emailAddress: signInName(emailAddress) };
  const user = await db.prisma.user.findUnique({ where, omit: NOT_OF_CALLERS });
  return user ? userOf(user) : undefined;
}

/** Finds a user by id. */
export async function findUserById(db: Db, id: string): Promise<StoredUser | undefined> {
  const user = await db.prisma.user.findUnique({ where: { id }, omit: NOT_OF_CALLERS });
  return user ? userOf(user) : undefined;
}

function keyHolderOf(row: RowIn<typeof selectCallerByApiKey>): StoredUser & StoredApiKey {
  return {
    ...userOf(row),
    apiKeyId: row.apiKeyId,
    kind: row.kind,
    keyRoles: row.keyRoles,
    keyAccountIds: row.keyAccountIds,
    dateKeyExpires: row.dateKeyExpires,
    callsPerMinute: row.callsPerMinute,
    maxOpenProposals: row.maxOpenProposals,
    keyStopped: row.keyStopped,
    keyStopReason: row.keyStopReason,
    unmarked: row.unmarked,
  };
}

/** Finds a good API key by its hash, with its owner. */
export async function findUserByApiKey(
  db: Db,
  hash: Uint8Array<ArrayBuffer>,
): Promise<(StoredUser & StoredApiKey) | undefined> {
  const row = await db.row(selectCallerByApiKey({ hash }));
  return row && keyHolderOf(row);
}

/** Finds a good API key by its id, with its owner. */
export async function findUserByApiKeyId(
  db: Db,
  id: string,
): Promise<(StoredUser & StoredApiKey) | undefined> {
  const row = await db.row(selectCallerByApiKey({ id }));
  return row && keyHolderOf(row);
}

/** Finds a grant that has not ended, with the user who gave it. */
export async function findUserByAgentGrant(
  db: Db,
  id: string,
): Promise<(StoredUser & StoredAgentGrant) | undefined> {
  const row = await db.row(selectCallerByAgentGrant(id));
  return (
    row && {
      ...userOf(row),
      agentGrantId: row.agentGrantId,
      issuer: row.issuer,
      clientId: row.clientId,
      clientName: row.clientName,
      grantAccountIds: row.grantAccountIds,
      grantStopped: row.grantStopped,
      grantStopReason: row.grantStopReason,
      unmarked: row.unmarked,
    }
  );
}

function sessionHolderOf(row: RowIn<typeof selectCallerByBrowserSession>): StoredUser & StoredBrowserSession {
  return {
    ...userOf(row),
    browserSessionId: row.browserSessionId,
    dateSignedIn: row.dateSignedIn,
  };
}

/** Finds a good browser session by its id, with its user. */
export async function findUserByBrowserSession(
  db: Db,
  id: string,
): Promise<(StoredUser & StoredBrowserSession) | undefined> {
  const row = await db.row(selectCallerByBrowserSession({ id }));
  return row && sessionHolderOf(row);
}

/** The same for a browser session whose cookie holds a random token. */
export async function findUserBySessionToken(
  db: Db,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<(StoredUser & StoredBrowserSession) | undefined> {
  const row = await db.row(selectCallerByBrowserSession({ tokenHash }));
  return row && sessionHolderOf(row);
}
