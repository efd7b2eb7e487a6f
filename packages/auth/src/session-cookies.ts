import { createHash, randomBytes } from 'node:crypto';
import { cookieValue } from './cookie.ts';
import type { HeaderReader } from './header-reader.ts';

/** Lifetimes of a session with "remember me", and of one without, in seconds. */
const REMEMBERED_SECONDS = 14 * 24 * 60 * 60;
const DEFAULT_SECONDS = 12 * 60 * 60;

/** How long a session of a ServiceStack client lasts. */
export function lifetimeOf(rememberMe: boolean): number {
  return rememberMe ? REMEMBERED_SECONDS : DEFAULT_SECONDS;
}

/** A new secret for a session: the value of its cookies. Only its hash is stored. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a session's secret. */
export function hashSessionToken(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}

/**
 * The secret that a ServiceStack client sends: in the cookie `ss-pid` when `ss-opt` is `perm`, else in `ss-id`, or in
 * the one that is there; the same names are accepted as headers (`X-ss-id`).
 */
export function sessionTokenOf(header: HeaderReader): string | undefined {
  const cookie = header('cookie') ?? '';
  const read = (name: string) => cookieValue(cookie, name) ?? (header(`x-${name}`) || undefined);
  const token = (read('ss-opt') === 'perm' && read('ss-pid')) || (read('ss-id') ?? read('ss-pid'));
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
}

/**
 * The cookies of a new session, as `Set-Cookie` values. `Max-Age` rather than `Expires`, because the JavaScript
 * client takes the comma in a date for the start of another cookie.
 */
export function sessionCookies(token: string, rememberMe: boolean, secure: boolean): readonly string[] {
  const lasting = `; Max-Age=${REMEMBERED_SECONDS}`;
  return [
    cookie('ss-id', token, '', secure),
    ...(rememberMe ? [cookie('ss-pid', token, lasting, secure)] : []),
    cookie('ss-opt', rememberMe ? 'perm' : 'temp', rememberMe ? lasting : '', secure),
  ];
}

/** `Set-Cookie` values that delete the cookies of a session. */
export function expiredCookies(names: readonly string[], secure: boolean): readonly string[] {
  return names.map((name) => cookie(name, '', '; Max-Age=0', secure));
}

function cookie(name: string, value: string, age: string, secure: boolean): string {
  return `${name}=${value}${age}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
