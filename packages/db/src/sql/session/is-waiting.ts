import { Prisma } from '../../generated/prisma/client.ts';
import type { Conditions } from '../../statement/conditions.ts';

/** That a session `s` may have actions that nobody has judged: the index of what is pending serves it. */
export const MAY_WAIT = Prisma.sql`s.pending_actions > 0 AND NOT s.discarded AND s.state <> 'Applying'`;

/**
 * That one of the actions of a session `s` is not judged. `OFFSET 0` keeps PostgreSQL from joining the actions of all
 * sessions: it looks at those of one after the other, and stops when it has enough.
 */
const HAS_QUEUED = Prisma.sql`
  EXISTS (SELECT FROM ai_session_action q WHERE q.session_id = s.id AND q.state = 'Queued' OFFSET 0)`;

/** That a session `s` waits for review, or that it does not; nothing where nobody asks. */
export function isWaiting(waiting: boolean | undefined): Conditions {
  if (waiting === undefined) return [];
  return waiting ? [MAY_WAIT, HAS_QUEUED] : [Prisma.sql`NOT (${MAY_WAIT} AND ${HAS_QUEUED})`];
}
