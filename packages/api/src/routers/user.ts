import { hashPassword, type Principal } from '@ai-sessions/auth';
import {
  ApiError,
  DeleteUser,
  EraseUser,
  ExportUsers,
  GetUser,
  ListRoles,
  ListUsers,
  NewRecoveryLink,
  NewUser,
  PatchUser,
  type UserInfo,
} from '@ai-sessions/contract';
import {
  changeUser,
  createUser,
  type Db,
  deleteUser,
  exportUsers,
  findUser,
  holdUser,
  listUsers,
  type UserRefusal,
  unknownAccounts,
} from '@ai-sessions/db';
import { admitTo, exceedsAsManager } from '../access.ts';
import type { Call, Services } from '../context.ts';
import { found, invalid, notFound } from '../missing.ts';
import { pageOf } from '../page.ts';
import { managerProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';
import { newRecoveryLink } from './auth/password-recovery.ts';
import { eraseUser } from './erasure.ts';

/** Those who can sign in. A Manager manages those who may work on nothing but the Manager's own accounts. */
export const user = router({
  list: managerProcedure.survey(ListUsers, async ({ input, principal, db }) =>
    pageOf(await listUsers(db, principal.accounts, input)),
  ),

  export: managerProcedure.stream(ExportUsers, ({ input, principal, db }) =>
    exportUsers(db, principal.accounts, input),
  ),

  get: managerProcedure.query(GetUser, async (call) => answerWith(call.input.userId, call)),

  roles: managerProcedure.query(ListRoles, async ({ context }) => ({ roles: [...context.services.roles] })),

  create: managerProcedure.accessMutation(NewUser, async (call) => {
    const { input, principal, by, db, context } = call;
    const { accountId, password, roles = [], ...names } = input;
    checkRoles(roles, principal, context.services);
    checkAccess(input, principal);
    const accountIds = accountId === undefined ? [] : [accountId];
    if (accountId === undefined && principal.accounts !== 'all') {
      throw invalid('AccountId', 'NotEmpty', "'Account Id' must name one of your accounts.");
    }
    await checkAccounts(db, principal, 'AccountId', accountIds);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const created = await createUser(db, { ...names, passwordHash, roles, accountIds, by });
    if (!created.ok) {
      throw new ApiError('Conflict', {
        message: 'A user with this e-mail address exists already. Use another address.',
        fields: [
          {
            errorCode: 'AlreadyExists',
            fieldName: 'EmailAddress',
            message: "'Email Address' belongs to another user.",
          },
        ],
      });
    }
    return answerWith(created.value, call);
  }),

  patch: managerProcedure.accessMutation(PatchUser, async (call) => {
    const { input, principal, by, db, context } = call;
    const { userId, newPassword, roles, accountIds, ...rest } = input;
    if (roles) checkRoles(roles, principal, context.services);
    checkAccess(input, principal);
    await checkReach(call);
    if (accountIds) await checkAccounts(db, principal, 'AccountIds', accountIds);
    if (principal.accounts !== 'all' && accountIds?.length === 0) {
      throw invalid('AccountIds', 'NotEmpty', "'Account Ids' must name one of your accounts at least.");
    }
    const changes = Object.values({ newPassword, roles, accountIds, ...rest });
    if (changes.some((change) => change !== undefined)) {
      const passwordHash = newPassword === undefined ? undefined : await hashPassword(newPassword);
      const change = {
        ...rest,
        id: userId,
        passwordHash,
        roles,
        accountIds,
        keptSessionId: userId === principal.userId ? principal.browserSessionId : undefined,
        by,
      };
      const changed = await asRead(call, (held) => changeUser(held, principal.accounts, change));
      if (!changed.ok) throw errorOf(changed.reason, userId);
    } else {
      await asRead(call, async () => {});
    }
    return answerWith(userId, call);
  }),

  delete: managerProcedure.accessMutation(DeleteUser, async (call) => {
    const { input, principal, by } = call;
    const { userId } = input;
    await checkReach(call);
    const deleted = await asRead(call, (db) => deleteUser(db, principal.accounts, { id: userId, by }));
    if (!deleted.ok) throw errorOf(deleted.reason, userId);
    return undefined;
  }),

  erase: systemAdministratorProcedure.waitingMutation(EraseUser, eraseUser),

  newRecoveryLink: systemAdministratorProcedure.mutation(NewRecoveryLink, newRecoveryLink),
});

/** Answers with a user as the caller sees them. */
async function answerWith(userId: string, call: Call<unknown>): Promise<UserInfo> {
  const { principal, db } = call;
  return taggedAnswer(found(await findUser(db, principal.accounts, userId), 'user', userId), call);
}

function asRead<T>(call: Call<{ readonly userId: string }>, change: (db: Db) => Promise<T>): Promise<T> {
  const { input, principal } = call;
  return changeAsRead(call, (db) => holdUser(db, principal.accounts, input.userId), change);
}

/** Roles are for system administrators to grant, and must be known: one that is mistyped would grant nothing. */
function checkRoles(roles: readonly string[], principal: Principal, services: Services): void {
  if (roles.length > 0 && !admitTo(['SystemAdministrator'], principal)) {
    throw new ApiError('Forbidden', {
      message: 'Only a system administrator may set roles. Leave them out.',
    });
  }
  if (roles.length > 0 && principal.accounts !== 'all') {
    throw new ApiError('Forbidden', {
      message: 'An API key that is limited to some accounts may not set roles. Leave them out.',
    });
  }
  const unknown = roles.find((role) => !services.roles.includes(role));
  if (unknown === undefined) return;
  throw invalid(
    'Roles',
    'InvalidValue',
    `'Roles' must be out of ${services.roles.join(', ')}. Others are made known with EXTRA_ROLES.`,
  );
}

/** How far users get is for system administrators to set, as their roles are. */
function checkAccess(
  { managerAccess, dashboardPermissions }: Pick<UserInfo, 'managerAccess' | 'dashboardPermissions'>,
  principal: Principal,
): void {
  if (managerAccess === undefined && dashboardPermissions === undefined) return;
  if (admitTo(['SystemAdministrator'], principal) && principal.accounts === 'all') return;
  throw new ApiError('Forbidden', {
    message:
      'Only a system administrator may set ManagerAccess and DashboardPermissions, without an API key that is limited to some accounts. Leave them out.',
  });
}

/** Whoever changes a user could sign in as them afterwards. */
async function checkReach({ input, principal, db }: Call<{ readonly userId: string }>): Promise<void> {
  if (input.userId === principal.userId || admitTo(['SystemAdministrator'], principal)) return;
  const user = await findUser(db, principal.accounts, input.userId);
  const { roles = [], managerAccess = 'ReadWriteDelete' } = user ?? {};
  if (exceedsAsManager(principal, { roles, managerAccess })) {
    throw errorOf('notManaged', input.userId);
  }
}

/** Accounts that are granted exist, and are within those of whoever grants them. */
async function checkAccounts(
  db: Db,
  principal: Principal,
  fieldName: string,
  accountIds: readonly string[],
): Promise<void> {
  if (accountIds.length === 0) return;
  const unknown = await unknownAccounts(db, principal.accounts, accountIds);
  if (unknown.length === 0) return;
  throw invalid(
    fieldName,
    'DoesNotExist',
    `'${fieldName === 'AccountId' ? 'Account Id' : 'Account Ids'}' must name existing accounts. See ListAccounts.`,
  );
}

function errorOf(reason: UserRefusal['reason'], userId: string): ApiError {
  switch (reason) {
    case 'notFound':
      return notFound('user', userId);
    case 'notManaged':
      return new ApiError('Forbidden', {
        message:
          'This user works on other accounts too, or may do more than you. Ask a system administrator.',
      });
    case 'lastAdministrator':
      return new ApiError('Conflict', {
        message: 'This is the last system administrator who can sign in. Give somebody else the role first.',
      });
  }
}
