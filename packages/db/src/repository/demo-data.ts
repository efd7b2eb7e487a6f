import type { Db } from '../db.ts';
import { insertDemoAccounts } from '../sql/demo/add-demo-accounts.ts';
import { type DemoSessions, insertDemoSessions } from '../sql/demo/add-demo-sessions.ts';
import { insertDemoUsage } from '../sql/demo/add-demo-usage.ts';
import { analyze } from '../sql/demo/analyze.ts';

/** Adds accounts to try the service with. Nobody decided on them, so they leave no event. */
export function addDemoAccounts(
  db: Db,
  names: readonly string[],
  createdBy: string,
): Promise<{ id: string; name: string }[]> {
  return db.rows(insertDemoAccounts([...names], createdBy));
}

/** Adds sessions to try the service with. */
export async function addDemoSessions(db: Db, sessions: DemoSessions): Promise<void> {
  await db.rows(insertDemoSessions(sessions));
}

/** Adds usage of accounts to try the service with. */
export async function addDemoUsage(db: Db, accountIds: readonly string[]): Promise<void> {
  await db.rows(insertDemoUsage([...accountIds]));
}

/** Takes stock of what was added. */
export async function analyzeDemoData(db: Db): Promise<void> {
  await db.rows(analyze());
}
