import type { Db } from '../db.ts';
import { selectSessionEvidence } from '../sql/session/find-session-evidence.ts';
import type { RowIn } from '../statement/statement.ts';

/** What evidence of a session is made of, as it was at one moment. */
export type SessionEvidence = RowIn<typeof selectSessionEvidence>;

/** Reads what evidence of a session is made of; `undefined` when there is no such session. Discarded ones are there. */
export function findSessionEvidence(db: Db, sessionId: string): Promise<SessionEvidence | undefined> {
  return db.row(selectSessionEvidence(sessionId));
}
