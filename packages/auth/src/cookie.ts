import { z } from 'zod';

/** What our session cookie says: which browser session it belongs to. Everything else is read from the database. */
const SessionToken = z.object({ sid: z.string().min(1).max(100) });

/** Name of the session cookie. Over https it has the prefix that keeps plain http from setting it. */
export function sessionCookieName(secure: boolean): string {
  return `${secure ? '__Secure-' : ''}next-auth.session-token`;
}

/** The value of a cookie in a `Cookie` header. Cookies that are not ours or cannot be read are passed over. */
export function cookieValue(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name)
      return pair.slice(equals + 1).trim() || undefined;
  }
  return undefined;
}

/** The browser session that a session cookie belongs to; `undefined` when it is forged, garbled or expired. */
export async function browserSessionIdOf(token: string, secret: string): Promise<string | undefined> {
  try {
    // Loaded by the first cookie: programs send none.
    const { decode } = await import('next-auth/jwt');
    return SessionToken.safeParse(await decode({ token, secret })).data?.sid;
  } catch {
    return undefined;
  }
}
