import { parseArgs } from 'node:util';
import { addDemoRows } from '@ai-sessions/db';
import { SingleBar } from 'cli-progress';
import { z } from 'zod';
import { runCommand, withDatabase } from './command.ts';

const USAGE = 'Usage: npm run demo-data -- [--accounts 10] [--sessions 500]';
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
    bar.start(accounts.data + sessions.data, 0);
    const { reviewable } = await database.transaction((db) =>
      addDemoRows(db, { accounts: accounts.data, sessions: sessions.data, isComplete: true }, (rows) =>
        bar.increment(rows),
      ),
    );
    bar.stop();
    console.log(`Added ${accounts.data} accounts and ${sessions.data} sessions.`);
    if (reviewable > 0) {
      console.log(`${reviewable} more sessions have actions to review: see /admin/sessions?pending=yes`);
    }
  });
});
