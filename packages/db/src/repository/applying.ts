import type { AIApplyingInfo } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import type { AIApplying, Prisma } from '../generated/prisma/client.ts';
import { lockApplying } from '../sql/applying/lock-applying.ts';
import type { Complete } from '../statement/json-row.ts';

/** The one row of the switch; a migration made it. */
const ID = 'applying';

/** What is read of the switch. */
const SELECT = {
  id: false,
  stopped: true,
  reason: true,
  dateChanged: true,
  changedBy: true,
  stops: false,
} as const satisfies Record<keyof AIApplying, boolean>;

function infoOf(row: Prisma.AIApplyingGetPayload<{ select: typeof SELECT }>): Complete<AIApplyingInfo> {
  return {
    stopped: row.stopped,
    reason: row.reason ?? undefined,
    dateChanged: row.dateChanged?.toISOString(),
    changedBy: row.changedBy ?? undefined,
  };
}

/** Whether sessions may be applied. */
export async function findApplying(db: Db): Promise<AIApplyingInfo> {
  const row = await db.prisma.aIApplying.findUnique({ where: { id: ID }, select: SELECT });
  return row ? infoOf(row) : { stopped: false };
}

/** Reads the switch as {@link findApplying} does, and keeps it as it is until the end of the transaction. */
export async function holdApplying(db: Db): Promise<AIApplyingInfo> {
  await db.rows(lockApplying());
  return findApplying(db);
}

/** Stops all applying or lets it go on: it counts before the next call of every run. */
export function setApplying(
  db: Db,
  { stopped, reason, by }: { readonly stopped: boolean; readonly reason?: string; readonly by: Actor },
): Promise<AIApplyingInfo> {
  return db.write(by, async ({ prisma, now }) => {
    const row = await prisma.aIApplying.update({
      where: { id: ID },
      data: { stopped, reason: reason || null, dateChanged: now, changedBy: by.userName },
      select: SELECT,
    });
    return infoOf(row);
  });
}
