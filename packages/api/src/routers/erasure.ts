import { ApiError, type EraseUser } from '@ai-sessions/contract';
import { beginErasure, completeErasure, type ErasureRefusal } from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import type { CallOf } from '../context.ts';
import { invalid, notFound } from '../missing.ts';

/**
 * Erases a user: first they can do nothing any more, then whatever names them is looked through, for as long as that
 * takes.
 */
export const eraseUser = {
  async begin({ input, principal, by, db }: CallOf<typeof EraseUser>): Promise<string> {
    requireAllAccounts(principal);
    const { userId, emailAddress } = input;
    if (userId === principal.userId) {
      throw new ApiError('Conflict', {
        message: 'You cannot erase yourself. Ask another system administrator.',
      });
    }
    const begun = await beginErasure(db, { userId, emailAddress, by });
    if (!begun.ok) throw errorOf(begun.reason, userId);
    return userId;
  },

  async await(userId: string, { db, context }: CallOf<typeof EraseUser>) {
    context.services.authenticator.forget();
    return completeErasure(db, userId);
  },
};

function errorOf(reason: ErasureRefusal['reason'], userId: string): ApiError {
  switch (reason) {
    case 'notFound':
      return notFound('user', userId);
    case 'otherAddress':
      return invalid('EmailAddress', 'InvalidValue', "'Email Address' is not that of this user.");
    case 'lastAdministrator':
      return new ApiError('Conflict', {
        message: 'This is the last system administrator who can sign in. Give somebody else the role first.',
      });
  }
}
