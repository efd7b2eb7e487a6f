import 'server-only';
import type { Role } from '@ai-sessions/contract';
import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { loginPath } from '../features/sign-in/login-path.ts';
import { PAGE_TARGET_HEADER, returnTarget } from './page-target.ts';
import { service } from './service.ts';
import type { Visitor } from './visitor.ts';

/**
 * Lets a system administrator see a page. Everyone else is sent to sign in, or told that the role is missing.
 * Every page calls this or one of the others itself, so that no page depends on a layout or a path pattern for its
 * protection.
 *
 * @param path The page, to return to after signing in; with its query, where the server tells.
 */
export function requireAdministrator(path: string): Promise<Visitor> {
  return requireRole(path, ['SystemAdministrator']);
}

/** The same for a page that is for those who manage users. */
export function requireManager(path: string): Promise<Visitor> {
  return requireRole(path, ['SystemAdministrator', 'Manager']);
}

/** The same for a page that is for everyone who is signed in. */
export async function requireSignedIn(path: string): Promise<Visitor> {
  // Asking for the headers first keeps the build, which renders pages on trial, from starting a database.
  const incoming = await headers();
  const visitor = await (await service()).visitor(incoming);
  if (!visitor) return redirect(loginPath(returnTarget(path, incoming.get(PAGE_TARGET_HEADER))));
  const { userId, emailAddress, roles } = visitor;
  return { userId, emailAddress, roles };
}

async function requireRole(path: string, anyOf: readonly Role[]): Promise<Visitor> {
  const visitor = await requireSignedIn(path);
  return anyOf.some((role) => visitor.roles.includes(role)) ? visitor : forbidden();
}
