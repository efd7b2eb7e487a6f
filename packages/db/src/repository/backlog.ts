import type { Db } from '../db.ts';
import { selectBacklog } from '../sql/monitoring/find-backlog.ts';
import type { RowIn } from '../statement/statement.ts';

/** What is left to do in the whole service. Ages are in seconds, 0 when there is nothing. */
export type Backlog = RowIn<typeof selectBacklog>;

/** Sessions that are counted at most: each is looked up by itself. */
const MAXIMUM_SESSIONS = 10_000;

/** Reads what is left to do, in one statement. */
export async function readBacklog(db: Db): Promise<Backlog> {
  const backlog = await db.row(selectBacklog(MAXIMUM_SESSIONS));
  if (!backlog) throw new Error('PostgreSQL did not say what is left to do.');
  return backlog;
}
