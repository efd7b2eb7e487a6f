import { signInName } from '@ai-sessions/contract';
import type { Actor, StoredUser } from '@ai-sessions/db';

/** Where a sign-in comes from. */
export interface SignInOrigin {
  readonly requestId?: string;
  /** The client's address, by which failures are counted; `unknown` when nobody tells. */
  readonly address: string;
  /** What the client calls itself. */
  readonly userAgent?: string;
}

/** Who answers for a sign-in. */
export function actorOf(user: StoredUser | undefined, { requestId, address }: SignInOrigin): Actor {
  return {
    userId: user?.id,
    userName: user?.emailAddress ?? 'nobody',
    way: 'password',
    operation: 'Authenticate',
    requestId,
    address,
  };
}

/** The name of a failed attempt. What is no e-mail address may be a password in the wrong place, and is not kept. */
export function nameForEvent(given: string): string {
  const name = signInName(given);
  return /^[^\s@]{1,100}@[^\s@]{1,200}$/.test(name) ? name : '(no e-mail address)';
}
