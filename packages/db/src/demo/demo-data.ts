import type { Db } from '../db.ts';
import { insertDemoAccounts } from '../sql/demo/add-demo-accounts.ts';
import { insertDemoSessions } from '../sql/demo/add-demo-sessions.ts';
import { insertDemoUsage } from '../sql/demo/add-demo-usage.ts';
import { analyze } from '../sql/demo/analyze.ts';
import { addReviewableSessions } from './reviewable-sessions.ts';
import { accountNames, agents, purposes } from './texts.ts';

/** Rows of one INSERT. */
const CHUNK = 5_000;
/** Accounts that have used AI: enough to see what it looks like. */
const WITH_USAGE = 100;
/** Who has created the accounts. */
const CREATOR = 'demo@example.com';

/** How much is added to try the service with. */
export interface DemoAmount {
  readonly accounts: number;
  /** Sessions that are only there to be listed, beside the few with something to review. */
  readonly sessions: number;
  /** Whether it is all that a service can have: sessions of the whole platform and AI minutes too, which stay for good. */
  readonly isComplete: boolean;
}

/** What was added. */
export interface AddedDemoData {
  readonly accountIds: readonly string[];
  /** How many sessions have something to review. */
  readonly reviewable: number;
}

/**
 * Adds accounts and sessions to try the service with, inside a transaction, in the names of people and agents that do not
 * exist. Nobody decided on them, so they leave no events.
 *
 * @param onAdded Is told how many rows were added.
 */
export async function addDemoRows(
  db: Db,
  { accounts, sessions, isComplete }: DemoAmount,
  onAdded: (rows: number) => void = () => {},
): Promise<AddedDemoData> {
  const added = await db.rows(insertDemoAccounts([...namesOf(accounts)], CREATOR));
  onAdded(added.length);
  const accountIds = added.map(({ id }) => id);
  for (let from = 0; from < sessions; from += CHUNK) {
    const count = Math.min(CHUNK, sessions - from);
    const drawnFrom = { accountIds, purposes: [...purposes], agents: [...agents] };
    await db.rows(
      insertDemoSessions({ from, count, total: sessions, someOfPlatform: isComplete, ...drawnFrom }),
    );
    onAdded(count);
  }
  const reviewable = await addReviewableSessions(db, added);
  if (isComplete) {
    await db.rows(insertDemoUsage(accountIds.slice(0, WITH_USAGE)));
    // So that PostgreSQL plans well right after many were added.
    await db.rows(analyze());
  }
  return { accountIds, reviewable };
}

/** Names of so many accounts: each name that there is, and then again with a number. */
function namesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const name = accountNames[index % accountNames.length] ?? 'Account';
    const round = Math.floor(index / accountNames.length);
    return round === 0 ? name : `${name} ${round + 1}`;
  });
}
