import type { AIApplyingInfo } from '@ai-sessions/contract';
import { type Actor, auditText } from './actor.ts';
import type { Sql } from './statement.ts';

interface Row {
  stopped: boolean;
  reason: string | null;
  date_changed: string | null;
  changed_by: string | null;
}

const COLUMNS = 'stopped, reason, date_changed, changed_by';

function infoOf(row: Row | undefined): AIApplyingInfo {
  return {
    stopped: row?.stopped ?? false,
    reason: row?.reason ?? undefined,
    dateChanged: row?.date_changed ?? undefined,
    changedBy: row?.changed_by ?? undefined,
  };
}

/** Whether sessions may be applied. */
export async function findApplying(sql: Sql): Promise<AIApplyingInfo> {
  const [row] = await sql.rows<Row>({
    name: 'ai-applying-find',
    text: `SELECT ${COLUMNS} FROM ai_applying`,
    values: [],
  });
  return infoOf(row);
}

/** Reads the switch as {@link findApplying} does, and keeps it as it is until the end of the transaction. */
export async function holdApplying(sql: Sql): Promise<AIApplyingInfo> {
  const [row] = await sql.rows<Row>({
    text: `SELECT ${COLUMNS} FROM ai_applying FOR NO KEY UPDATE`,
    values: [],
  });
  return infoOf(row);
}

/** Stops all applying or lets it go on: it counts before the next call of every run. */
export async function setApplying(
  sql: Sql,
  change: { readonly stopped: boolean; readonly reason?: string; readonly by: Actor },
): Promise<AIApplyingInfo> {
  const [row] = await sql.rows<Row>({
    text: `UPDATE ai_applying SET stopped = $1, reason = $2, date_changed = now(), changed_by = $3
           FROM audit_as($4) RETURNING ${COLUMNS}`,
    values: [change.stopped, change.reason || null, change.by.userName, auditText(change.by)],
  });
  return infoOf(row);
}
