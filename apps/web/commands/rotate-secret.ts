import { TWILIO_SECRET } from '@ai-sessions/api';
import { AUTH_SECRET_FILE, readSecret, replaceSecret, variables } from '@ai-sessions/config';
import type { ProgramOperation } from '@ai-sessions/contract';
import { isServedAt, openDatabase, replaceSealedValues, type SealedValue } from '@ai-sessions/db';
import { SIGNING_KEY_SECRET } from '@ai-sessions/oauth';
import { createVault } from '@ai-sessions/outbound';
import { AUDIT_KEY_SECRET } from '@ai-sessions/proof';
import { WEBHOOK_SECRET } from '@ai-sessions/webhooks';
import { type DatabaseServer, runCommand, withServer } from './command.ts';

const USAGE =
  'AUTH_SECRET is set: set NEW_AUTH_SECRET too, to 32 random characters or more. Usage: NEW_AUTH_SECRET=… npm run rotate-secret';

await runCommand(() =>
  withServer(async (server) => {
    const { AUTH_SECRET: given, dataDirectory } = server.configuration;
    if (await isServedAt(server.url)) {
      throw new Error(
        'A service is using the database, and goes on with the secret as it was. Stop it first.',
      );
    }
    if (given !== undefined) {
      const next = variables.AUTH_SECRET.schema.safeParse(process.env.NEW_AUTH_SECRET);
      if (!next.success || next.data === undefined) throw new Error(USAGE);
      await reseal(server, given, next.data);
      console.log('Set AUTH_SECRET to the new secret before the service starts.');
      return;
    }
    const current = await readSecret(dataDirectory, AUTH_SECRET_FILE);
    if (current === undefined)
      throw new Error(`There is no secret in ${dataDirectory}, so that nothing is sealed.`);
    await replaceSecret(dataDirectory, AUTH_SECRET_FILE, (next) => reseal(server, current, next));
    console.log(`The new secret is in ${dataDirectory}. Browsers have to sign in again.`);
  }),
);

/** Seals with another secret what was sealed with the current one, and says how much. */
async function reseal({ url, log }: DatabaseServer, current: string, next: string): Promise<void> {
  const [from, to] = [createVault(current), createVault(next)];
  let done = 0;
  let unreadable = 0;
  const database = openDatabase({ url, log, unhurried: true });
  try {
    const by = { userName: 'system', operation: 'npm run rotate-secret' satisfies ProgramOperation };
    await replaceSealedValues(database.db, by, (sealed, value) => {
      const context = contextOf(value);
      const text = from.open(sealed, context);
      if (text !== undefined) {
        done++;
        return to.seal(text, context);
      }
      // What an interrupted rotation has done is as it should be.
      if (to.open(sealed, context) === undefined) unreadable++;
      return sealed;
    });
  } finally {
    await database.close();
  }
  console.log(`${done === 1 ? '1 value is' : `${done} values are`} sealed anew.`);
  if (unreadable > 0)
    console.log(`${unreadable} could not be read with either secret, and stay as they are.`);
}

function contextOf(value: SealedValue): string {
  switch (value.of) {
    case 'account':
      return TWILIO_SECRET;
    case 'function':
      return value.header.toLowerCase();
    case 'webhook':
      return WEBHOOK_SECRET;
    case 'signingKey':
      return SIGNING_KEY_SECRET;
    case 'auditKey':
      return AUDIT_KEY_SECRET;
  }
}
