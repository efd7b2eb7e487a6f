import { hashPassword, type Principal } from '@ai-sessions/auth';
import {
  ApiError,
  DeleteUser,
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
  deleteUser,
  findUser,
  holdUser,
  listUsers,
  type Sql,
  type UserOutcome,
  unknownAccounts,
} from '@ai-sessions/db';
import { admitTo } from '../access.ts';
import type { Call, Services } from '../context.ts';
import { found, invalid } from '../missing.ts';
import { forgetCallers, managerProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';
import { newRecoveryLink } from './auth/password-recovery.ts';

/** Those who can sign in. A Manager manages those who may work on nothing but the Manager's own accounts. */
export const user = router({
  list: managerProcedure.query(ListUsers, ({ input, principal, sql }) =>
    listUsers(sql, principal.accounts, input),
  ),

  get: managerProcedure.query(GetUser, async (call) => answerWith(call.input.userId, call)),

  roles: managerProcedure.query(ListRoles, async ({ context }) => ({ roles: [...context.services.roles] })),

  create: managerProcedure.mutation(
    NewUser,
    async (call) => {
      const { input, principal, by, sql, context } = call;
      const { accountId, password, roles = [], ...names } = input;
      checkRoles(roles, principal, context.services);
      const accountIds = accountId === undefined ? [] : [accountId];
      if (accountId === undefined && principal.accounts !== 'all') {
        throw invalid('AccountId', 'NotEmpty', "'Account Id' must name one of your accounts.");
      }
      await checkAccounts(sql, principal, 'AccountId', accountIds);
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      const id = await createUser(sql, { ...names, passwordHash, roles, accountIds, by });
      if (id === undefined) {
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
      return answerWith(id, call);
    },
    forgetCallers,
  ),

  patch: managerProcedure.mutation(
    PatchUser,
    async (call) => {
      const { input, principal, by, sql, context } = call;
      const { userId, newPassword, roles, accountIds, ...rest } = input;
      if (roles) checkRoles(roles, principal, context.services);
      if (accountIds) await checkAccounts(sql, principal, 'AccountIds', accountIds);
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
        const outcome = await asRead(call, (held) => changeUser(held, principal.accounts, change));
        checkOutcome(outcome, userId);
      } else {
        await asRead(call, async () => {});
      }
      return answerWith(userId, call);
    },
    forgetCallers,
  ),

  delete: managerProcedure.mutation(
    DeleteUser,
    async (call) => {
      const { input, principal, by } = call;
      const { userId } = input;
      const outcome = await asRead(call, (sql) => deleteUser(sql, principal.accounts, { id: userId, by }));
      checkOutcome(outcome, userId);
      return undefined;
    },
    forgetCallers,
  ),

  newRecoveryLink: systemAdministratorProcedure.mutation(NewRecoveryLink, newRecoveryLink),
});

/** Answers with a user as the caller sees them. */
async function answerWith(userId: string, call: Call<unknown>): Promise<UserInfo> {
  const { principal, sql } = call;
  return taggedAnswer(found(await findUser(sql, principal.accounts, userId), 'user', userId), call);
}

function asRead<T>(call: Call<{ readonly userId: string }>, change: (sql: Sql) => Promise<T>): Promise<T> {
  const { input, principal } = call;
  return changeAsRead(call, (sql) => holdUser(sql, principal.accounts, input.userId), change);
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

/** Accounts that are granted exist, and are within those of whoever grants them. */
async function checkAccounts(
  sql: Sql,
  principal: Principal,
  fieldName: string,
  accountIds: readonly string[],
): Promise<void> {
  if (accountIds.length === 0) return;
  const unknown = await unknownAccounts(sql, principal.accounts, accountIds);
  if (unknown.length === 0) return;
  throw invalid(
    fieldName,
    'DoesNotExist',
    `'${fieldName === 'AccountId' ? 'Account Id' : 'Account Ids'}' must name existing accounts. See ListAccounts.`,
  );
}

function checkOutcome(outcome: UserOutcome, userId: string): void {
  switch (outcome) {
    case 'done':
      return;
    case 'missing':
      found(undefined, 'user', userId);
      return;
    case 'notManaged':
      throw new ApiError('Forbidden', {
        message: 'This user works on other accounts too, or is an administrator. Ask a system administrator.',
      });
    case 'lastAdministrator':
      throw new ApiError('Conflict', {
        message: 'This is the last system administrator who can sign in. Give somebody else the role first.',
      });
    default:
      outcome satisfies never;
  }
}
