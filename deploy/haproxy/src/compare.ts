import pg from 'pg';
import type { Seen } from './programs.ts';

/** How what is stored differs from what was acknowledged. */
export interface Differences {
  /** Sessions that were acknowledged and are not there, or not with their last acknowledged text. */
  readonly lost: number;
  /** Sessions or changes that are there more often than they were acknowledged. */
  readonly doubled: number;
}

/** Compares what is stored with what was acknowledged, session by session, and event by event of the audit trail. */
export async function compare(url: string, { acknowledged }: Seen): Promise<Differences> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; purpose: string; opened: number; changed: number }>(`
      SELECT s.id, s.purpose, count(*) FILTER (WHERE e.operation = 'NewAISession')::int AS opened,
        count(*) FILTER (WHERE e.operation = 'PatchAISession')::int AS changed
      FROM ai_session s LEFT JOIN audit_event e ON e.entity_type = 'AISession' AND e.entity_id = s.id::text
      WHERE s.purpose LIKE 'Written by program %' GROUP BY s.id`);
    const stored = new Map(rows.map((row) => [row.id, row]));
    const lost = [...acknowledged].filter(([id, { purpose, changes }]) => {
      const row = stored.get(id);
      return row?.purpose !== purpose || row.opened < 1 || row.changed < changes;
    });
    const doubled = rows.filter(({ id, opened, changed }) => {
      const known = acknowledged.get(id);
      return !known || opened > 1 || changed > known.changes;
    });
    return { lost: lost.length, doubled: doubled.length };
  } finally {
    await client.end();
  }
}
