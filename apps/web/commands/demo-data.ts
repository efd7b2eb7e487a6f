import { parseArgs } from 'node:util';
import { addDemoAccounts, addDemoSessions, addDemoUsage, analyzeDemoData } from '@ai-sessions/db';
import { SingleBar } from 'cli-progress';
import { z } from 'zod';
import { runCommand, withDatabase } from './command.ts';
import { addReviewableSessions } from './demo-actions.ts';
import { accountNames, agents, purposes } from './demo-texts.ts';

const USAGE = 'Usage: npm run demo-data -- [--accounts 10] [--sessions 500]';
/** Rows of one INSERT. */
const CHUNK = 5_000;
/** Accounts that have used AI: enough to see what it looks like. */
const WITH_USAGE = 100;
/** Who has created the accounts. */
const CREATOR = 'demo@example.com';
const Count = z.coerce.number().int().min(0).max(10_000_000);

await runCommand(async () => {
  const { values } = parseArgs({ options: { accounts: { type: 'string' }, sessions: { type: 'string' } } });
  const accounts = Count.safeParse(values.accounts ?? 10);
  const sessions = Count.safeParse(values.sessions ?? 500);
  if (!accounts.success || !sessions.success) throw new Error(USAGE);
  await withDatabase(async ({ db: database }) => {
    const bar = new SingleBar({
      format: '{bar} {percentage} % | {value} of {total} rows | {eta_formatted} left',
    });
    let reviewable = 0;
    bar.start(accounts.data + sessions.data, 0);
    await database.transaction(async (db) => {
      const added = await addDemoAccounts(db, namesOf(accounts.data), CREATOR);
      bar.increment(accounts.data);
      const accountIds = added.map(({ id }) => id);
      const total = sessions.data;
      for (let from = 0; from < total; from += CHUNK) {
        const count = Math.min(CHUNK, total - from);
        const drawnFrom = { accountIds, purposes: [...purposes], agents: [...agents] };
        await addDemoSessions(db, { from, count, total, ...drawnFrom });
        bar.increment(count);
      }
      reviewable = await addReviewableSessions(db, added);
      await addDemoUsage(db, accountIds.slice(0, WITH_USAGE));
      await analyzeDemoData(db);
    });
    bar.stop();
    console.log(`Added ${accounts.data} accounts and ${sessions.data} sessions.`);
    if (reviewable > 0) {
      console.log(`${reviewable} more sessions have actions to review: see /admin/sessions?pending=yes`);
    }
  });
});

/** Names of so many accounts: each name that there is, and then again with a number. */
function namesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const name = accountNames[index % accountNames.length] ?? 'Account';
    const round = Math.floor(index / accountNames.length);
    return round === 0 ? name : `${name} ${round + 1}`;
  });
}
