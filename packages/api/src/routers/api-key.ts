import { newApiKey, type Principal } from '@ai-sessions/auth';
import {
  ApiError,
  type ApiKeyInfo,
  ExportApiKeys,
  GetApiKey,
  ListApiKeys,
  NewApiKey,
  PatchApiKey,
  RevokeApiKey,
} from '@ai-sessions/contract';
import {
  type ApiKeyLimits,
  changeApiKey,
  exportApiKeys,
  findApiKey,
  findUserById,
  holdApiKey,
  listApiKeys,
  revokeApiKey,
  type StoredUser,
  storeApiKey,
} from '@ai-sessions/db';
import { admitTo, requireAllAccounts } from '../access.ts';
import type { Call } from '../context.ts';
import { found, invalid, referred } from '../missing.ts';
import { pageOf } from '../page.ts';
import { authenticatedProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { changeAsRead, taggedAnswer } from '../record-tag.ts';
import { router } from '../trpc.ts';

/** Keys for programs. Everybody has their own; a system administrator manages those of all. */
export const apiKey = router({
  list: authenticatedProcedure.survey(ListApiKeys, async ({ input, principal, db }) =>
    pageOf(await listApiKeys(db, { ...input, userId: ownerOf(principal, input.userId) })),
  ),

  export: authenticatedProcedure.stream(ExportApiKeys, ({ input, principal, db }) =>
    exportApiKeys(db, { ...input, userId: ownerOf(principal, input.userId) }),
  ),

  create: authenticatedProcedure.accessMutation(NewApiKey, async ({ input, principal, by, db }) => {
    const userId = ownerOf(principal, input.userId ?? principal.userId) ?? principal.userId;
    const owner = referred(
      await findUserById(db, userId),
      'UserId',
      "'User Id' must name an existing user. See ListUsers.",
    );
    const { key, prefix, hash } = newApiKey();
    const stored = await storeApiKey(db, {
      ...rightsOf(input, principal, owner),
      ...limitsOf(input, principal),
      userId,
      name: input.name,
      kind: input.kind ?? 'Integration',
      dateExpires: expiryOf(input.dateExpires, principal),
      prefix,
      hash,
      by,
    });
    return { key, ...found(stored, 'user', userId) };
  }),

  get: authenticatedProcedure.query(GetApiKey, async (call) =>
    answerWith(await findApiKey(call.db, keyOf(call)), call),
  ),

  patch: systemAdministratorProcedure.accessMutation(PatchApiKey, async (call) => {
    const { input, principal, by } = call;
    requireAllAccounts(principal);
    const { apiKeyId, ...limits } = input;
    refuseWider(limits, principal);
    const changed = await changeAsRead(
      call,
      (db) => holdApiKey(db, keyOf(call)),
      (db) => changeApiKey(db, { id: apiKeyId, ...limits, by }),
    );
    return answerWith(changed, call);
  }),

  revoke: authenticatedProcedure.accessMutation(RevokeApiKey, async (call) => {
    const revoked = await changeAsRead(
      call,
      (db) => holdApiKey(db, keyOf(call)),
      (db) => revokeApiKey(db, { ...keyOf(call), by: call.by }),
    );
    return answerWith(revoked, call);
  }),
});

type KeyCall = Call<{ readonly apiKeyId: string }>;

/** The key that is meant: one of the caller's own, unless they manage all. */
function keyOf({ input, principal }: KeyCall) {
  return { id: input.apiKeyId, userId: managesAll(principal) ? undefined : principal.userId };
}

function answerWith(info: ApiKeyInfo | undefined, call: KeyCall): ApiKeyInfo {
  return taggedAnswer(found(info, 'API key', call.input.apiKeyId), call);
}

function managesAll(principal: Principal): boolean {
  return admitTo(['SystemAdministrator'], principal) && principal.accounts === 'all';
}

/** Whose keys are meant: `undefined` for those of all. */
function ownerOf(principal: Principal, userId: string | undefined): string | undefined {
  if (managesAll(principal)) return userId;
  if (userId === undefined || userId === principal.userId) return principal.userId;
  throw new ApiError('Forbidden', {
    message: 'Only a system administrator manages the API keys of others. Leave out UserId for your own.',
  });
}

/**
 * How much a new key may do: whoever may not decide that of others decides it of none, and a key that has a limit makes
 * none that has a wider one.
 */
function limitsOf({ callsPerMinute, maxOpenProposals }: ApiKeyLimits, principal: Principal): ApiKeyLimits {
  if ((callsPerMinute !== undefined || maxOpenProposals !== undefined) && !managesAll(principal)) {
    throw new ApiError('Forbidden', {
      message: 'Only a system administrator sets the limits of a key. Leave them out.',
    });
  }
  const { limits } = principal;
  return {
    callsPerMinute: narrower(callsPerMinute, limits.callsPerMinute),
    maxOpenProposals: narrower(maxOpenProposals, limits.maxOpenProposals),
  };
}

function narrower(wanted: number | undefined, own: number | undefined): number | undefined {
  if (own === undefined) return wanted;
  return wanted ? Math.min(wanted, own) : own;
}

/**
 * Refuses a key that has a limit and would give one, itself or another, a wider limit.
 *
 * @throws ApiError `Forbidden`
 */
function refuseWider(wanted: ApiKeyLimits, { limits: own }: Principal): void {
  const isWider = (limit: number | undefined, most: number | undefined) =>
    limit !== undefined && most !== undefined && (limit === 0 || limit > most);
  if (
    isWider(wanted.callsPerMinute, own.callsPerMinute) ||
    isWider(wanted.maxOpenProposals, own.maxOpenProposals)
  ) {
    throw new ApiError('Forbidden', {
      message: 'This API key has a limit itself, and gives no key a wider one. Sign in as a person to do so.',
    });
  }
}

interface Rights {
  readonly roles?: readonly string[];
  readonly accountIds?: readonly string[];
}

/** What a new key may at most: a subset of what its owner has, and never more than the key it was made with. */
function rightsOf(
  { roles = [], accountIds = [] }: Rights,
  principal: Principal,
  owner: StoredUser,
): Required<Rights> {
  const foreignRole = roles.find((role) => !owner.roles.includes(role) || exceeds(role, principal));
  if (foreignRole !== undefined) {
    throw invalid('Roles', 'InvalidValue', "'Roles' must be out of the roles of the user.");
  }
  const isAdministrator = owner.roles.includes('SystemAdministrator');
  const { accounts } = principal;
  const foreignAccount = accountIds.some(
    (id) =>
      (!isAdministrator && !owner.accountIds.includes(id)) || (accounts !== 'all' && !accounts.includes(id)),
  );
  if (foreignAccount) {
    throw invalid('AccountIds', 'InvalidValue', "'Account Ids' must be out of the accounts of the user.");
  }
  if (principal.apiKeyId === undefined || managesAll(principal)) return { roles, accountIds };
  // Nothing given means everything the user has, which is more than this key has.
  if (principal.roles.length === 0 || (accounts !== 'all' && accounts.length === 0)) {
    throw new ApiError('Forbidden', {
      message:
        'This API key has no roles or accounts that another could have. Sign in as a person to make one.',
    });
  }
  return {
    roles: roles.length === 0 ? principal.roles : roles,
    accountIds: accountIds.length === 0 && accounts !== 'all' ? accounts : accountIds,
  };
}

/** Whether a role is one that the key of the request itself lacks. */
function exceeds(role: string, principal: Principal): boolean {
  return principal.apiKeyId !== undefined && !principal.roles.includes(role);
}

function expiryOf(given: string | undefined, principal: Principal): string | undefined {
  if (given !== undefined && Date.parse(given) <= Date.now()) {
    throw invalid('DateExpires', 'OutOfRange', "'Date Expires' must be in the future.");
  }
  const ownEnd = principal.dateKeyExpires;
  return ownEnd !== undefined && (given === undefined || given > ownEnd) ? ownEnd : given;
}
