import 'server-only';
import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { service } from './service.ts';

/** Who is signed in on a page. */
export interface Administrator {
  readonly emailAddress: string;
}

/**
 * Lets a system administrator see a page. Everyone else is sent to sign in, or told that the role is missing.
 * Every page calls it itself, so that no page depends on a layout or a path pattern for its protection.
 *
 * @param path Where to return after signing in.
 */
export async function requireAdministrator(path: string): Promise<Administrator> {
  // Asking for the headers first keeps the build, which renders pages on trial, from starting a database.
  const incoming = await headers();
  const visitor = await (await service()).visitor(incoming);
  switch (visitor.kind) {
    case 'administrator':
      return { emailAddress: visitor.emailAddress };
    case 'stranger':
      return redirect(`/login?redirect=${encodeURIComponent(path)}`);
    case 'withoutRole':
      return forbidden();
  }
}
