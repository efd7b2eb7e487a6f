import { Prisma } from '../../generated/prisma/client.ts';

/** Failures of an event after which what happened later to its session no longer waits for it. */
const WAITS_FOR_FAILURES = 4;

/** That a delivery `d` has to wait for another one, `earlier`: both are of one session, whose events keep their order. */
export const WAITS_FOR_EARLIER = Prisma.sql`
  earlier.webhook_id = d.webhook_id AND earlier.session_id = d.session_id
  AND earlier.position < d.position AND earlier.state = 'Pending' AND earlier.failures < ${WAITS_FOR_FAILURES}::int`;
