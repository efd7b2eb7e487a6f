import { randomBytes } from 'node:crypto';
import { hashPassword } from '@ai-sessions/auth';
import type { Configuration } from '@ai-sessions/config';
import { anyUser, createUser, type Sql } from '@ai-sessions/db';

const DEFAULT_EMAIL = 'admin@localhost.localdomain';

/** The first administrator's sign-in; the password only when it was generated, to be shown once. */
export interface FirstAdministrator {
  readonly emailAddress: string;
  readonly generatedPassword: string | undefined;
}

/** Creates the first administrator while there is no user; `undefined` when there is one already. */
export async function createFirstAdministrator(
  sql: Sql,
  configuration: Pick<Configuration, 'ADMIN_EMAIL' | 'ADMIN_PASSWORD'>,
): Promise<FirstAdministrator | undefined> {
  if (await anyUser(sql)) return undefined;
  const emailAddress = (configuration.ADMIN_EMAIL ?? DEFAULT_EMAIL).toLowerCase();
  const generatedPassword = configuration.ADMIN_PASSWORD ? undefined : randomBytes(15).toString('base64url');
  const passwordHash = await hashPassword(configuration.ADMIN_PASSWORD ?? generatedPassword ?? '');
  const created = await createUser(sql, { emailAddress, passwordHash, roles: ['SystemAdministrator'] });
  return created ? { emailAddress, generatedPassword } : undefined;
}
