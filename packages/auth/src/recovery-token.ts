import { createHash, randomBytes } from 'node:crypto';

/** How long a recovery link works. */
export const RECOVERY_LIFETIME_SECONDS = 60 * 60;

/** Makes the token of a recovery link: 256 random bits, of which only the hash is stored. */
export function newRecoveryToken(): { readonly token: string; readonly hash: Buffer<ArrayBuffer> } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashRecoveryToken(token) };
}

/**
 * Path of the page on which a password is set. The token stands behind `#`: browsers do not send that, so that it gets
 * into nobody's log.
 */
export function recoveryPath(token: string): string {
  return `/login/recover#token=${token}`;
}

/** SHA-256 of a token. */
export function hashRecoveryToken(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}
