import { randomBytes } from 'node:crypto';
import { hashPassword } from '@ai-sessions/auth';
import type { Configuration } from '@ai-sessions/config';
import type { ProgramOperation } from '@ai-sessions/contract';
import { anyUser, createUser, type Db } from '@ai-sessions/db';

const DEFAULT_EMAIL = 'admin@localhost.localdomain';

/** The first administrator's sign-in; the password only when it was generated, to be shown once. */
export interface FirstAdministrator {
  readonly emailAddress: string;
  readonly generatedPassword: string | undefined;
}

/**
 * Creates the first administrator while there is no user. `announce` is called before the user is committed: a
 * crash in between leaves no user whose password nobody has seen.
 */
export async function createFirstAdministrator(
  db: Db,
  configuration: Pick<Configuration, 'ADMIN_EMAIL' | 'ADMIN_PASSWORD'>,
  announce: (administrator: FirstAdministrator) => void,
): Promise<void> {
  if (await anyUser(db)) return;
  const emailAddress = (configuration.ADMIN_EMAIL ?? DEFAULT_EMAIL).toLowerCase();
  const generatedPassword = configuration.ADMIN_PASSWORD ? undefined : randomBytes(15).toString('base64url');
  const passwordHash = await hashPassword(configuration.ADMIN_PASSWORD ?? generatedPassword ?? '');
  await db.transaction(async (tx) => {
    const created = await createUser(tx, {
      emailAddress,
      passwordHash,
      roles: ['SystemAdministrator'],
      accountIds: [],
      by: { userName: 'system', operation: 'CreateFirstAdministrator' satisfies ProgramOperation },
    });
    if (created.ok) announce({ emailAddress, generatedPassword });
  });
}
