import { openBrowserSession, revokeBrowserSession, type Sql } from '@ai-sessions/db';
import type { NextAuthOptions } from 'next-auth';
import { z } from 'zod';
import type { Authenticator } from './authenticator.ts';
import { sessionCookieName } from './cookie.ts';

/** A browser session ends after this many seconds. */
const LIFETIME_SECONDS = 12 * 60 * 60;

const SignInForm = z.object({
  emailAddress: z.string().min(1).max(320),
  password: z.string().min(1).max(1_000),
});
const SignedIn = z.object({ browserSessionId: z.string() });

interface NextAuthSettings {
  readonly sql: Sql;
  readonly authenticator: Authenticator;
  readonly secret: string;
  readonly secureCookies: boolean;
}

/**
 * The options of next-auth. Its cookie carries only the id of a stored browser session, so that roles and
 * revocation are looked up and never trusted from the cookie.
 */
export function nextAuthOptions(settings: NextAuthSettings): NextAuthOptions {
  const { sql, authenticator, secret, secureCookies } = settings;
  return {
    secret,
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
          const user = await authenticator.signIn(given.data.emailAddress, given.data.password);
          if (!user) return null;
          const browserSessionId = await openBrowserSession(sql, {
            userId: user.id,
            lifetimeSeconds: LIFETIME_SECONDS,
          });
          return { id: user.id, email: user.emailAddress, name: user.name, browserSessionId };
        },
      },
    ],
    callbacks: {
      jwt({ token, user }) {
        const signedIn = SignedIn.safeParse(user);
        return signedIn.success
          ? { sub: token.sub, email: token.email, sid: signedIn.data.browserSessionId }
          : token;
      },
      redirect({ url, baseUrl }) {
        return /^\/(?![/\\])[^\\]*$/.test(url) ? url : baseUrl;
      },
    },
    events: {
      async signOut({ token }) {
        const id = z.string().safeParse(token?.sid);
        if (id.success) await revokeBrowserSession(sql, id.data);
      },
    },
  };
}
