import { managerAccessOf, type Principal, type TokenSubject } from '@ai-sessions/auth';
import { ApiError, signInName } from '@ai-sessions/contract';
import {
  type Actor,
  type Db,
  findUserByEmail,
  findUserById,
  recordEvent,
  type StoredUser,
} from '@ai-sessions/db';
import { exceedsAsManager } from '../../access.ts';
import { found } from '../../missing.ts';

/** Whom a token is asked for. */
export interface TokenRequest {
  readonly userEmailAddress?: string;
  readonly userId?: string;
}

/**
 * Whom a token may sign in as: the caller, with the limits of their API key, or a user who has nothing that the
 * caller lacks. With one of somebody else nobody decides as a person, and no key that has a limit makes one. Leaves an
 * event, because the token is a way to sign in.
 *
 * @throws ApiError `NotFound` or `Forbidden`
 */
export async function tokenSubjectOf(
  db: Db,
  { userEmailAddress, userId }: TokenRequest,
  principal: Principal,
  by: Actor,
): Promise<TokenSubject> {
  if (principal.method === 'token') {
    throw new ApiError('Forbidden', {
      message: 'A token cannot be renewed with itself. Sign in another way.',
    });
  }
  const asked = await askedFor(db, userEmailAddress || undefined, userId, principal);
  const isCaller = asked === undefined || asked.id === principal.userId;
  if (!isCaller && Object.values(principal.limits).some((limit) => limit !== undefined)) {
    throw new ApiError('Forbidden', { message: UNLIMITED });
  }
  const subject = isCaller
    ? { userId: principal.userId, apiKeyId: principal.apiKeyId, asPerson: principal.asPerson }
    : { userId: asked.id, asPerson: false };
  await recordEvent(db, { by, entityType: 'User', entityId: subject.userId });
  return subject;
}

const UNLIMITED =
  'This API key has a limit, which a token for somebody else would not have. Leave out UserId and UserEmailAddress, or sign in as a person.';

async function askedFor(
  db: Db,
  emailAddress: string | undefined,
  userId: string | undefined,
  principal: Principal,
): Promise<StoredUser | undefined> {
  if (emailAddress === undefined && userId === undefined) return undefined;
  const user =
    userId === undefined ? await findUserByEmail(db, emailAddress ?? '') : await findUserById(db, userId);
  const { accounts } = principal;
  const isMeant = user && (emailAddress === undefined || user.emailAddress === signInName(emailAddress));
  const isSeen =
    isMeant &&
    (user.id === principal.userId ||
      accounts === 'all' ||
      user.accountIds.some((id) => accounts.includes(id)));
  const visible = found(isSeen ? user : undefined, 'user', userId ?? emailAddress ?? '');
  if (visible.id === principal.userId || covers(principal, visible)) return visible;
  throw new ApiError('Forbidden', {
    message: 'This user has roles or accounts that you lack. Ask a system administrator.',
  });
}

function covers(principal: Principal, user: StoredUser): boolean {
  const { roles, accounts } = principal;
  if (accounts === 'all') return roles.includes('SystemAdministrator');
  return (
    !exceedsAsManager(principal, { roles: user.roles, managerAccess: managerAccessOf(user) }) &&
    user.roles.every((role) => roles.includes(role)) &&
    !user.roles.includes('SystemAdministrator') &&
    user.accountIds.every((id) => accounts.includes(id))
  );
}
