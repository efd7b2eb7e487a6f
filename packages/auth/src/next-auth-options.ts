import { isLocalPath } from '@ai-sessions/contract';
import {
  type Actor,
  type Db,
  displayNameOf,
  type Log,
  openBrowserSession,
  revokeBrowserSession,
  type StoredUser,
} from '@ai-sessions/db';
import type { NextAuthOptions, User } from 'next-auth';
import { z } from 'zod';
import type { Authenticator } from './authenticator.ts';
import { sessionCookieName } from './cookie.ts';
import { oidcProvider } from './oidc-provider.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { oidcActor, signInWithOidc } from './oidc-sign-in.ts';
import { actorOf, type SignInOrigin } from './sign-in-origin.ts';

/** A browser session ends after this many seconds. */
const LIFETIME_SECONDS = 12 * 60 * 60;

const SignInForm = z.object({
  emailAddress: z.string().min(1).max(320),
  password: z.string().min(1).max(1_000),
});
const SignedIn = z.object({ browserSessionId: z.string() });
const Ended = z.object({ sid: z.string(), sub: z.string(), email: z.string() });

interface NextAuthSettings {
  readonly db: Db;
  readonly authenticator: Authenticator;
  readonly secret: string;
  readonly secureCookies: boolean;
  readonly origin: SignInOrigin;
  readonly log: Log;
  /** Where people sign in elsewhere, if they may. */
  readonly oidc: OidcSettings | undefined;
  /** Is told why nobody could sign in, when it was not for a wrong password: next-auth would call it one. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * The options of next-auth for one request. Its cookie carries only the id of a stored browser session, so that roles and
 * revocation are looked up and never trusted from the cookie.
 */
export function nextAuthOptions(settings: NextAuthSettings): NextAuthOptions {
  const { db, authenticator, secret, secureCookies, origin, oidc, log, onFailure } = settings;

  /** What next-auth is to know of somebody whose browser session has been opened. */
  async function signedIn(user: StoredUser, by: Actor): Promise<User & z.output<typeof SignedIn>> {
    const browserSessionId = await openBrowserSession(db, {
      userId: user.id,
      lifetimeSeconds: LIFETIME_SECONDS,
      userAgent: origin.userAgent,
      by,
    });
    return { id: user.id, email: user.emailAddress, name: displayNameOf(user), browserSessionId };
  }

  return {
    secret,
    logger: {
      // What comes with it may hold tokens and codes.
      error: (code, details) => log.warn({ code, reason: reasonOf(details) }, 'next-auth error'),
      warn: (code) => log.debug({ code }, 'next-auth warning'),
      debug: () => undefined,
    },
    useSecureCookies: secureCookies,
    session: { strategy: 'jwt', maxAge: LIFETIME_SECONDS },
    pages: { signIn: '/login', error: '/login' },
    cookies: {
      sessionToken: {
        name: sessionCookieName(secureCookies),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies },
      },
    },
    providers: [
      {
        id: 'credentials',
        type: 'credentials',
        name: 'E-mail and password',
        credentials: {
          emailAddress: { label: 'E-mail address', type: 'email' },
          password: { label: 'Password', type: 'password' },
        },
        async authorize(form) {
          const given = SignInForm.safeParse(form);
          if (!given.success) return null;
          try {
            const user = await authenticator.signIn(given.data, origin);
            return user ? await signedIn(user, actorOf(user, origin)) : null;
          } catch (error) {
            onFailure(error);
            return null;
          }
        },
      },
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== 'oidc' || !oidc) return true;
        try {
          const outcome = await signInWithOidc(profile, { db, settings: oidc, log, origin });
          if ('refusal' in outcome) return `/login?error=${outcome.refusal}`;
          // The very object that the cookie is made from.
          Object.assign(user, await signedIn(outcome.user, oidcActor(outcome.user, origin)));
          authenticator.forget();
          return true;
        } catch (error) {
          onFailure(error);
          return false;
        }
      },
      jwt({ token, user }) {
        const signedIn = SignedIn.safeParse(user);
        return signedIn.success
          ? { sub: token.sub, email: token.email, sid: signedIn.data.browserSessionId }
          : token;
      },
      redirect({ url, baseUrl }) {
        return isLocalPath(url) ? url : baseUrl;
      },
    },
    events: {
      async signOut({ token }) {
        const ended = Ended.safeParse(token);
        if (!ended.success) return;
        const { sid, sub, email } = ended.data;
        await revokeBrowserSession(db, {
          id: sid,
          by: { userId: sub, userName: email, way: 'browserSession', operation: 'AuthenticateLogout' },
        });
        authenticator.forget();
      },
    },
  };
}

function reasonOf(details: unknown): string | undefined {
  const error = details instanceof Error ? details : Object(details).error;
  return error instanceof Error ? error.message.slice(0, 300) : undefined;
}
