import { UserInfo } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import type { Db, Tx } from '../db.ts';
import { Prisma, type User } from '../generated/prisma/client.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { selectAccountNames } from '../sql/account/find-account-names.ts';
import { lockAdministrators } from '../sql/user/lock-administrators.ts';
import { lockUser } from '../sql/user/lock-user.ts';
import { sqlStateOf, UNIQUE_VIOLATION } from '../sql-state.ts';
import { contains, isTrue, normal } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import type { RowIn } from '../statement/statement.ts';
import { everyRow } from './every-row.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';

/** What is read to show a user. */
const SELECT = {
  id: true,
  emailAddress: true,
  firstName: true,
  lastName: true,
  passwordHash: true,
  roles: true,
  accountIds: true,
  managerAccess: true,
  dashboardPermissions: true,
  disabled: true,
  dateCreated: true,
  dateLastModified: true,
  createdBy: false,
  lastModifiedBy: false,
  stopped: false,
  stopReason: false,
  dateStopChanged: false,
  stopChangedBy: false,
} as const satisfies Record<keyof User, boolean>;

type Row = Prisma.UserGetPayload<{ select: typeof SELECT }>;

const listing: Omit<ModelListing<UserInfo>, 'read'> = {
  from: Prisma.sql`user_account u`,
  countFrom: Prisma.sql`user_account u`,
  id: Prisma.sql`u.id`,
  sortable: {
    emailAddress: { expression: Prisma.sql`u.email_address`, type: 'text' },
    firstName: { expression: Prisma.sql`coalesce(${normal(Prisma.sql`u.first_name`)}, '')`, type: 'text' },
    lastName: { expression: Prisma.sql`coalesce(${normal(Prisma.sql`u.last_name`)}, '')`, type: 'text' },
    dateCreated: { expression: Prisma.sql`u.date_created`, type: 'timestamptz' },
    dateLastModified: { expression: Prisma.sql`u.date_last_modified`, type: 'timestamptz' },
  },
};

/** Whoever may work on one of the accounts is seen by those who manage it. */
function isSeenWithin(scope: AccountScope, { accountIds }: Pick<User, 'accountIds'>): boolean {
  return scope === 'all' || accountIds.some((id) => scope.includes(id));
}

/** Whoever may work on nothing else, and has no role that they lack, is managed by them too. */
function isManagedWithin(scope: AccountScope, user: Pick<User, 'accountIds' | 'roles'>): boolean {
  return (
    scope === 'all' ||
    (user.accountIds.length > 0 &&
      user.accountIds.every((id) => scope.includes(id)) &&
      user.roles.every((role) => role === 'Manager'))
  );
}

/** Shows users as someone with this scope sees them: other accounts, and those that are gone, are not mentioned. */
async function infosOf(db: Db, scope: AccountScope, users: readonly Row[]): Promise<readonly UserInfo[]> {
  const granted = new Set(users.flatMap(({ accountIds }) => accountIds));
  const seen = new Set(scope === 'all' ? granted : scope.filter((id) => granted.has(id)));
  const accounts = seen.size > 0 ? await db.rows(selectAccountNames([...seen])) : [];
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return users.map((user) => {
    const ids = [...new Set(user.accountIds)].sort();
    return infoOf(
      user,
      ids.flatMap((id) => byId.get(id) ?? []),
    );
  });
}

function infoOf(
  row: Row,
  accounts: readonly { readonly id: string; readonly name: string }[],
): Complete<Omit<UserInfo, 'avatarUrl'>> {
  const { managerAccess, dashboardPermissions } = UserInfo.fields;
  return {
    id: row.id,
    isAuthenticated: false,
    firstName: row.firstName ?? undefined,
    lastName: row.lastName ?? undefined,
    name: displayNameOf(row),
    emailAddress: row.emailAddress,
    roles: row.roles,
    accountIds: accounts.map(({ id }) => id),
    accountNames: accounts.map(({ name }) => name),
    managerAccess: managerAccess.schema.parse(row.managerAccess ?? undefined),
    dashboardPermissions: dashboardPermissions.schema.parse(row.dashboardPermissions),
    disabled: row.disabled,
    hasPassword: row.passwordHash !== null,
    dateCreated: row.dateCreated.toISOString(),
    dateLastModified: row.dateLastModified.toISOString(),
  };
}

/** The name to show for a user; `undefined` when none was given. */
export function displayNameOf(user: {
  readonly firstName: string | null;
  readonly lastName: string | null;
}): string | undefined {
  return [user.firstName, user.lastName].filter(Boolean).join(' ') || undefined;
}

/** What lists of users are narrowed down by. */
interface UserFilters {
  /** Accounts that they may work on. */
  readonly accountIds?: readonly string[];
  /** Part of the e-mail address. */
  readonly emailFilter?: string;
  readonly disabled?: boolean;
}

/** Reads a page of users: all of them, or those who may work on an account in the scope. */
export function listUsers(
  db: Db,
  scope: AccountScope,
  request: PageRequest & UserFilters,
): Promise<PageResult<UserInfo>> {
  const onSomeOf = (ids: readonly string[]) => Prisma.sql`u.account_ids && ${[...ids]}::text[]`;
  const read = async (inner: Db, ids: string[]) =>
    infosOf(inner, scope, await inner.prisma.user.findMany({ where: { id: { in: ids } }, select: SELECT }));
  return readModelPage(db, { ...listing, read }, request, [
    ...(scope === 'all' ? [] : [onSomeOf(scope)]),
    ...(request.accountIds?.length ? [onSomeOf(request.accountIds)] : []),
    ...contains(Prisma.sql`u.email_address`, request.emailFilter),
    ...isTrue(Prisma.sql`u.disabled`, request.disabled),
  ]);
}

/** Reads all matching users whom someone with this scope sees, newest first. */
export function exportUsers(db: Db, scope: AccountScope, filters: UserFilters): AsyncGenerator<UserInfo> {
  return everyRow((page) => listUsers(db, scope, { ...filters, ...page }));
}

/** Reads a user; `undefined` when there is none whom someone with this scope sees. */
export async function findUser(db: Db, scope: AccountScope, id: string): Promise<UserInfo | undefined> {
  const user = await db.prisma.user.findUnique({ where: { id }, select: SELECT });
  if (!user || !isSeenWithin(scope, user)) return undefined;
  const [info] = await infosOf(db, scope, [user]);
  return info;
}

/**
 * Reads a user as {@link findUser} does, and keeps them as they are until the end of the transaction. Administrators
 * are locked first, in the order of those who change them.
 */
export async function holdUser(db: Db, scope: AccountScope, id: string): Promise<UserInfo | undefined> {
  await db.rows(lockAdministrators());
  await db.rows(lockUser(id));
  return findUser(db, scope, id);
}

/** What a new user is made of. */
export interface NewUserRow {
  readonly emailAddress: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** argon2id in PHC format; a user without one signs in elsewhere. */
  readonly passwordHash?: string;
  readonly roles: readonly string[];
  readonly accountIds: readonly string[];
  readonly managerAccess?: UserInfo['managerAccess'];
  readonly dashboardPermissions?: UserInfo['dashboardPermissions'];
  readonly by: Actor;
}

/** Creates a user with an e-mail address that no other has, and gives the id. */
export async function createUser(
  db: Db,
  { by, ...user }: NewUserRow,
): Promise<Result<string, Refusal<'emailTaken'>>> {
  try {
    const { id } = await db.write(by, ({ prisma }) =>
      prisma.user.create({
        data: {
          emailAddress: user.emailAddress.toLowerCase(),
          firstName: user.firstName || null,
          lastName: user.lastName || null,
          passwordHash: user.passwordHash,
          roles: [...user.roles],
          accountIds: [...user.accountIds],
          managerAccess: user.managerAccess,
          dashboardPermissions: [...(user.dashboardPermissions ?? [])],
          createdBy: by.userName,
          lastModifiedBy: by.userName,
        },
        select: { id: true },
      }),
    );
    return { ok: true, value: id };
  } catch (error) {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return { ok: false, reason: 'emailTaken' };
    throw error;
  }
}

/** What to change about a user; what is left out stays, empty text clears. */
export interface UserChange {
  readonly id: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** argon2id in PHC format. Ends the browser sessions of the user, and the links to set another password. */
  readonly passwordHash?: string;
  readonly roles?: readonly string[];
  readonly accountIds?: readonly string[];
  readonly managerAccess?: UserInfo['managerAccess'];
  readonly dashboardPermissions?: UserInfo['dashboardPermissions'];
  /** `true` ends the browser sessions of the user. */
  readonly disabled?: boolean;
  /** A browser session that goes on: the one that makes the change. */
  readonly keptSessionId?: string;
  readonly by: Actor;
}

/**
 * Replaces the hash of a password by another one of the same password. Nobody decided on it, so it leaves no event, and
 * browser sessions go on.
 */
export async function replacePasswordHash(
  db: Db,
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await db.write('silently', ({ prisma }) =>
    prisma.user.updateMany({ where: { id, passwordHash: from }, data: { passwordHash: to } }),
  );
}

/** Why a user was not changed. */
export type UserRefusal =
  /** Nobody whom someone with this scope sees has that id. */
  | Refusal<'notFound'>
  /** They work on other accounts too, or have roles that a Manager lacks. */
  | Refusal<'notManaged'>
  /** Nobody else could sign in as system administrator. */
  | Refusal<'lastAdministrator'>;

/** What came of changing a user. */
export type UserResult = Result<undefined, UserRefusal>;

/** Changes a user whom someone with this scope manages. Somebody stays system administrator. */
export function changeUser(db: Db, scope: AccountScope, change: UserChange): Promise<UserResult> {
  const { id, roles, accountIds, disabled, passwordHash, dashboardPermissions } = change;
  const abdicates = disabled === true || (roles !== undefined && !roles.includes('SystemAdministrator'));
  const endsSessions = disabled === true || passwordHash !== undefined;
  return changeManaged(db, scope, { id, by: change.by, abdicates }, async ({ prisma, now }) => {
    await prisma.user.update({
      where: { id },
      data: {
        firstName: change.firstName === undefined ? undefined : change.firstName || null,
        lastName: change.lastName === undefined ? undefined : change.lastName || null,
        passwordHash,
        roles: roles && [...roles],
        accountIds: accountIds && [...accountIds],
        managerAccess: change.managerAccess,
        dashboardPermissions: dashboardPermissions && [...dashboardPermissions],
        disabled,
        lastModifiedBy: change.by.userName,
        dateLastModified: now,
      },
      select: { id: true },
    });
    if (!endsSessions) return;
    await prisma.browserSession.updateMany({
      where: { userId: id, dateRevoked: null, id: { not: change.keptSessionId } },
      data: { dateRevoked: now },
    });
    await prisma.passwordRecovery.deleteMany({ where: { userId: id } });
  });
}

/** Deletes a user whom someone with this scope manages, with their keys, browser sessions and views but those that are shared. */
export function deleteUser(
  db: Db,
  scope: AccountScope,
  { id, by }: { readonly id: string; readonly by: Actor },
): Promise<UserResult> {
  return changeManaged(db, scope, { id, by, abdicates: true }, async ({ prisma }) => {
    await prisma.aIView.deleteMany({ where: { ownerId: id, shared: false } });
    await prisma.user.delete({ where: { id }, select: { id: true } });
  });
}

/** Works on a user who is managed within the scope, and does not take the last system administrator away. */
function changeManaged(
  db: Db,
  scope: AccountScope,
  { id, by, abdicates }: { readonly id: string; readonly by: Actor; readonly abdicates: boolean },
  work: (tx: Tx) => Promise<void>,
): Promise<UserResult> {
  return db.write(by, async (tx) => {
    const administrators = abdicates ? await tx.rows(lockAdministrators()) : [];
    const user = await tx.row(lockUser(id));
    if (!user || !isSeenWithin(scope, user)) return { ok: false, reason: 'notFound' };
    if (!isManagedWithin(scope, user)) return { ok: false, reason: 'notManaged' };
    if (abdicates && isLast(user, administrators)) return { ok: false, reason: 'lastAdministrator' };
    await work(tx);
    return DONE;
  });
}

/** Whether a user is the only system administrator who can sign in. */
function isLast(
  { id, roles, disabled }: RowIn<typeof lockUser>,
  administrators: readonly { readonly id: string }[],
): boolean {
  if (disabled || !roles.includes('SystemAdministrator')) return false;
  return administrators.every((administrator) => administrator.id === id);
}

/** Whether there is any user at all. */
export async function anyUser(db: Db): Promise<boolean> {
  return (await db.prisma.user.findFirst({ select: { id: true } })) !== null;
}
