import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Adds accounts with these names. */
export const insertDemoAccounts = (names: string[], createdBy: string) =>
  statement(
    { id: text, name: text },
    Prisma.sql`
      INSERT INTO account (name, created_by, last_modified_by)
      SELECT name, ${createdBy}, ${createdBy} FROM unnest(${names}::text[]) AS name, audit_as(${SILENTLY})
      RETURNING id, name`,
  );
