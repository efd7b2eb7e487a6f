import { parseArgs } from 'node:util';
import { newApiKey } from '@ai-sessions/auth';
import type { ProgramOperation } from '@ai-sessions/contract';
import { findUserByEmail, storeApiKey } from '@ai-sessions/db';
import { runCommand, withDatabase } from './command.ts';

const USAGE = 'Usage: npm run key -- --user <e-mail address> --name <what the key is for>';

await runCommand(async () => {
  const { values } = parseArgs({ options: { user: { type: 'string' }, name: { type: 'string' } } });
  const { user: emailAddress, name } = values;
  if (!emailAddress || !name) throw new Error(USAGE);
  await withDatabase(async ({ db }) => {
    const user = await findUserByEmail(db, emailAddress);
    if (!user) throw new Error(`There is no user ${emailAddress}. ${USAGE}`);
    const { key, prefix, hash } = newApiKey();
    await storeApiKey(db, {
      userId: user.id,
      name,
      prefix,
      hash,
      kind: 'Integration',
      roles: [],
      accountIds: [],
      by: { userName: 'system', operation: 'npm run key' satisfies ProgramOperation },
    });
    console.error(`API key '${name}' of ${user.emailAddress}, shown only now:`);
    console.log(key);
  });
});
