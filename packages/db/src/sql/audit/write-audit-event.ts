import { type Actor, auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** An event of something that changes no table of its own. */
interface WrittenEvent {
  readonly by: Actor;
  readonly entityType: string;
  readonly entityId: string | null;
  /** A JSON object of columns, each with its value before and after. */
  readonly changes: string;
  readonly refusal: string | null;
}

/** Writes an event as the triggers do. */
export const writeAuditEvent = ({ by, entityType, entityId, changes, refusal }: WrittenEvent) =>
  statement(
    { written: text },
    Prisma.sql`
      SELECT audit_write(${auditText(by)}::jsonb, ${entityType}, ${entityId}, ${changes}::jsonb, ${refusal})::text
        AS written`,
  );
