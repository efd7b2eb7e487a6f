import type { ProgramOperation } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { deleteBefore } from '../sql/keeping/delete-before.ts';
import { deleteOldRuns } from '../sql/keeping/delete-old-runs.ts';
import { dropOldestPartition } from '../sql/keeping/drop-oldest-partition.ts';
import { extendPartitions } from '../sql/keeping/extend-partitions.ts';
import type { PartitionedTable } from '../sql/keeping/partitioned-table.ts';
import { deleteOldDeliveries } from '../sql/webhook/purge-deliveries.ts';
import { LOCK_NOT_AVAILABLE, sqlStateOf } from '../sql-state.ts';
import { recordEvent } from './audit-event.ts';

/** How long what is kept, in whole months or days before the current one; 0 for ever. */
export interface KeepingRules {
  readonly auditMonths: number;
  readonly runMonths: number;
  readonly deliveryDays: number;
  readonly requestDays: number;
}

/** A kind of record that is removed by a rule: the name of the records in events, and who removes them. */
interface Kind {
  readonly entityType: string;
  readonly operation: ProgramOperation;
}

const EVENTS: Kind = { entityType: 'AuditEvent', operation: 'PurgeAuditEvents' };
const RUNS: Kind = { entityType: 'AISessionRun', operation: 'PurgeAISessionRuns' };
const DELIVERIES: Kind = { entityType: 'AIWebhookDelivery', operation: 'PurgeAIWebhookDeliveries' };
const REQUESTS: Kind = { entityType: 'RequestLog', operation: 'PurgeRequestLog' };

const EVENTS_BY_MONTH: PartitionedTable = { name: 'audit_event', unit: 'month' };
const REQUESTS_BY_DAY: PartitionedTable = { name: 'request_log', unit: 'day' };

/** Parts that are made before their time has come. */
const AHEAD = 2;
/** Rows that one statement removes. */
const BATCH = 5_000;

/**
 * Makes the parts of tables for the time to come, and removes what is older than the rules say, some at a time. Each
 * removal is an event. What others are using too much at the moment is left for the next time.
 *
 * @param signal Ends it after what it is at.
 */
export async function keepByRules(db: Db, rules: KeepingRules, signal: AbortSignal): Promise<void> {
  const { auditMonths, runMonths, deliveryDays, requestDays } = rules;
  for (const table of [EVENTS_BY_MONTH, REQUESTS_BY_DAY])
    await unlessBusy(() => db.row(extendPartitions(table, AHEAD)));
  if (auditMonths > 0)
    await unlessBusy(() => purgePartitions(db, EVENTS_BY_MONTH, EVENTS, auditMonths, signal));
  if (requestDays > 0)
    await unlessBusy(() => purgePartitions(db, REQUESTS_BY_DAY, REQUESTS, requestDays, signal));
  if (runMonths > 0)
    await purgeRows(db, RUNS, signal, async () => (await db.rows(deleteOldRuns(runMonths, BATCH))).length);
  if (deliveryDays > 0) {
    const remove = async () => (await db.rows(deleteOldDeliveries(deliveryDays, BATCH))).length;
    await purgeRows(db, DELIVERIES, signal, remove);
  }
}

/** Removes whole parts, each with its event, and then what else is too old. */
async function purgePartitions(
  db: Db,
  table: PartitionedTable,
  kind: Kind,
  kept: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const removed = await db.transaction(async (inner) => {
      const oldest = await inner.row(dropOldestPartition(table, kept));
      if (oldest && oldest.removed > 0n) await tell(inner, kind, oldest.removed, timeOf(oldest.dropped));
      return oldest;
    });
    if (!removed) break;
  }
  await purgeRows(db, kind, signal, async () =>
    Number((await db.row(deleteBefore(table, kept, BATCH)))?.removed ?? 0),
  );
}

/** Removes rows until none is left, and leaves one event that says how many they were. */
async function purgeRows(
  db: Db,
  kind: Kind,
  signal: AbortSignal,
  remove: () => Promise<number>,
): Promise<void> {
  let removed = 0;
  try {
    while (!signal.aborted) {
      const more = await remove();
      if (more === 0) break;
      removed += more;
    }
  } finally {
    if (removed > 0) await tell(db, kind, BigInt(removed));
  }
}

function tell(
  db: Pick<Db, 'rows'>,
  { entityType, operation }: Kind,
  removed: bigint,
  time?: string,
): Promise<void> {
  const by: Actor = { userName: 'system', operation };
  return recordEvent(db, {
    by,
    entityType,
    changes: { removed: [null, Number(removed)], ...(time === undefined ? {} : { time: [null, time] }) },
  });
}

/** The month or day of a part: `audit_event_2026_11` is that of 2026-11. */
function timeOf(part: string): string | undefined {
  return /(\d{4}(?:_\d{2})+)$/.exec(part)?.[1]?.replaceAll('_', '-');
}

async function unlessBusy(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
  }
}
