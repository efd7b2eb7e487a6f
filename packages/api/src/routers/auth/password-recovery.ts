import {
  hashPassword,
  hashRecoveryToken,
  nameForEvent,
  newRecoveryToken,
  RECOVERY_LIFETIME_SECONDS,
  recoveryPath,
} from '@ai-sessions/auth';
import {
  ApiError,
  type ForgotPassword,
  type NewRecoveryLink,
  type RecoverPassword,
  signInName,
} from '@ai-sessions/contract';
import { findRecovery, findUserByEmail, recordEvent, redeemRecovery, storeRecovery } from '@ai-sessions/db';
import type { Message } from '@ai-sessions/mail';
import { refuseForeignPage, requireAllAccounts } from '../../access.ts';
import type { CallOf } from '../../context.ts';
import { invalid, notFound } from '../../missing.ts';

/** Mails a link. Whether there is such a user shows neither in the answer nor in the work that is done before it. */
export async function forgotPassword({
  input: { emailAddress },
  by,
  db,
  context,
}: CallOf<typeof ForgotPassword, undefined>) {
  refuseForeignPage(context);
  const { outbox, publicUrl, recoveryThrottle } = context.services;
  if (!outbox) throw new ApiError('NotFound', { message: NO_MAIL });
  await recoveryThrottle.ask(emailAddress, context.address);
  const user = await findUserByEmail(db, emailAddress);
  await recordEvent(db, {
    by: { ...by, userName: nameForEvent(emailAddress) },
    entityType: 'User',
    entityId: user?.id,
  });
  outbox.post(async () => {
    if (!user) return undefined;
    const { token, hash } = newRecoveryToken();
    const stored = await storeRecovery(db, {
      userId: user.id,
      tokenHash: hash,
      lifetimeSeconds: RECOVERY_LIFETIME_SECONDS,
    });
    return stored.ok ? messageFor(user.emailAddress, linkOf(token, publicUrl)) : undefined;
  });
  return undefined;
}

const NO_MAIL =
  'This service sends no e-mail. Ask a system administrator for a link with which you set a new password.';

/** Sets a password with the token of a link. */
export async function recoverPassword({ input, by, db, context }: CallOf<typeof RecoverPassword, undefined>) {
  refuseForeignPage(context);
  const { authenticator, signInThrottle } = context.services;
  const tokenHash = hashRecoveryToken(input.token);
  const user = await findRecovery(db, tokenHash);
  if (!user || !isMeant(user.emailAddress, input.emailAddress)) throw badLink();
  const { userId, emailAddress } = user;
  const passwordHash = await hashPassword(input.newPassword);
  const as = { ...by, userId, userName: emailAddress, way: 'recoveryLink' };
  const redeemed = await redeemRecovery(db, { tokenHash, passwordHash, by: as });
  if (!redeemed.ok) throw badLink();
  authenticator.forget();
  // Whoever has the link is the right user, also where guesses of others have slowed them down.
  await signInThrottle.attempt(emailAddress, context.address).succeeded();
  return undefined;
}

/** Makes a link for an administrator to hand over. */
export async function newRecoveryLink({
  input: { userId },
  principal,
  by,
  db,
  context,
}: CallOf<typeof NewRecoveryLink>) {
  requireAllAccounts(principal);
  const { token, hash } = newRecoveryToken();
  const stored = await storeRecovery(db, {
    userId,
    tokenHash: hash,
    lifetimeSeconds: RECOVERY_LIFETIME_SECONDS,
    by,
  });
  if (stored.ok) {
    return { link: linkOf(token, context.services.publicUrl), token, dateExpires: stored.value };
  }
  switch (stored.reason) {
    case 'notFound':
      throw notFound('user', userId);
    case 'disabled':
      throw new ApiError('Conflict', { message: 'This user is disabled. Enable them first.' });
  }
}

function isMeant(emailAddress: string, given: string | undefined): boolean {
  return !given || signInName(given) === emailAddress;
}

function badLink(): ApiError {
  return invalid('Token', 'InvalidValue', 'This link was used before, or is too old. Ask for a new one.');
}

function linkOf(token: string, publicUrl: string | undefined): string {
  const path = recoveryPath(token);
  return publicUrl === undefined ? path : new URL(path, publicUrl).href;
}

function messageFor(emailAddress: string, link: string): Message {
  return {
    to: emailAddress,
    subject: 'Set a new password for AI Sessions',
    text: [
      `Somebody, probably you, asked for a new password for ${emailAddress}.`,
      'Set it on this page within an hour; the link works once:',
      link,
      'If it was not you, do nothing: your password stays as it is.',
      '',
    ].join('\n\n'),
  };
}
