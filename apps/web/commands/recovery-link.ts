import { parseArgs } from 'node:util';
import { newRecoveryToken, RECOVERY_LIFETIME_SECONDS, recoveryPath } from '@ai-sessions/auth';
import type { ProgramOperation } from '@ai-sessions/contract';
import { findUserByEmail, storeRecovery } from '@ai-sessions/db';
import { runCommand, withDatabase } from './command.ts';

const OTHER_ADDRESS =
  '(It leads to port 3000 of this machine. Where the service has PORT or PUBLIC_URL set, set it here too.)';
const USAGE = 'Usage: npm run recovery-link -- --user <e-mail address>';

await runCommand(async () => {
  const { values } = parseArgs({ options: { user: { type: 'string' } } });
  const { user: emailAddress } = values;
  if (!emailAddress) throw new Error(USAGE);
  await withDatabase(async ({ db }) => {
    const user = await findUserByEmail(db, emailAddress);
    const { token, hash } = newRecoveryToken();
    const stored =
      user &&
      (await storeRecovery(db, {
        userId: user.id,
        tokenHash: hash,
        lifetimeSeconds: RECOVERY_LIFETIME_SECONDS,
        by: { userName: 'system', operation: 'npm run recovery-link' satisfies ProgramOperation },
      }));
    if (!user || !stored?.ok) throw new Error(`There is no user ${emailAddress} who may sign in. ${USAGE}`);
    const { PUBLIC_URL, PORT } = process.env;
    console.error(`With this link, ${user.emailAddress} sets a new password until ${stored.value}:`);
    if (!PUBLIC_URL && !PORT) console.error(OTHER_ADDRESS);
    console.log(new URL(recoveryPath(token), PUBLIC_URL || `http://localhost:${PORT || 3000}`).href);
  });
});
