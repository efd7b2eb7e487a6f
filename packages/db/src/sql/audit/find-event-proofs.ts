import { Prisma } from '../../generated/prisma/client.ts';
import { json } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { EVENT_PROOF, type EventProof } from './event-proof.ts';

/** Reads events with what proves them, in whatever order. Those that are gone are left out. */
export const selectEventProofs = (ids: readonly string[]) =>
  statement(
    { proof: json<EventProof>() },
    Prisma.sql`
      SELECT ${EVENT_PROOF} AS proof FROM audit_event e WHERE e.id = ANY (${[...ids]}::text[]) AND e.digest IS NOT NULL`,
  );
