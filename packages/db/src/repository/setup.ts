import type { AISetup } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { addDemoRows, type DemoAmount } from '../demo/demo-data.ts';
import type { Refusal, Result } from '../result.ts';
import { deleteDemoAccounts } from '../sql/demo/delete-demo-accounts.ts';
import { deleteDemoSessions } from '../sql/demo/delete-demo-sessions.ts';
import { forgetDemoRecords } from '../sql/demo/forget-demo-records.ts';
import { lockDemoAccounts } from '../sql/demo/lock-demo-accounts.ts';
import { lockDemoData } from '../sql/demo/lock-demo-data.ts';
import { lockDemoSessions } from '../sql/demo/lock-demo-sessions.ts';
import { recordDemoData } from '../sql/demo/record-demo-data.ts';
import { selectSetup } from '../sql/setup/find-setup.ts';
import { recordEvent } from './audit-event.ts';

/** How much is added by one click: enough to see lists and a review, and little enough to be removed at once. */
const BY_CLICK: DemoAmount = { accounts: 10, sessions: 200, isComplete: false };

/** All demo data together has this name in the audit trail. */
const DEMO_DATA = 'demo-data';

/** Reads what there is in this installation, demo data apart. */
export async function readSetup(db: Db): Promise<AISetup> {
  const row = await db.row(selectSetup());
  if (!row) throw new Error('PostgreSQL did not say what there is.');
  const { accountId, accountName, sessionId, ...rest } = row;
  return {
    accountId: accountId ?? undefined,
    accountName: accountName ?? undefined,
    sessionId: sessionId ?? undefined,
    ...rest,
  };
}

/**
 * Adds demo data that can be removed again, unless there is some; what there is then. With real sessions it is refused
 * unless somebody has confirmed it.
 */
export function addDemoData(
  db: Db,
  isConfirmed: boolean,
  by: Actor,
): Promise<Result<AISetup, Refusal<'hasRealSessions'>>> {
  return db.transaction(async (tx) => {
    await tx.rows(lockDemoData());
    const before = await readSetup(tx);
    if (before.demoAccounts > 0 || before.demoSessions > 0) return { ok: true, value: before };
    if (before.sessionId !== undefined && !isConfirmed) return { ok: false, reason: 'hasRealSessions' };
    const { accountIds } = await addDemoRows(tx, BY_CLICK);
    await tx.rows(recordDemoData([...accountIds]));
    const after = await readSetup(tx);
    await recordEvent(tx, {
      by,
      entityType: 'AIDemoData',
      entityId: DEMO_DATA,
      changes: { accounts: [null, after.demoAccounts], sessions: [null, after.demoSessions] },
    });
    return { ok: true, value: after };
  });
}

/**
 * Removes demo data and nothing else; what there is then. What others have come to depend on stays: sessions that are
 * being applied or in which somebody has queued something, and accounts to which something refers.
 */
export function removeDemoData(db: Db, by: Actor): Promise<AISetup> {
  return db.transaction(async (tx) => {
    await tx.rows(lockDemoData());
    await tx.rows(lockDemoSessions());
    const sessions = (await tx.row(deleteDemoSessions()))?.deleted ?? 0;
    await tx.rows(lockDemoAccounts());
    const accounts = (await tx.row(deleteDemoAccounts()))?.deleted ?? 0;
    await tx.rows(forgetDemoRecords());
    const changes = { accounts: [accounts, null], sessions: [sessions, null] } as const;
    await recordEvent(tx, { by, entityType: 'AIDemoData', entityId: DEMO_DATA, changes });
    return readSetup(tx);
  });
}
