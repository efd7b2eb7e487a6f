import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Holds what an agent comes in with, an API key or a grant, until the end of the transaction: what it proposes comes one
 * after the other meanwhile.
 */
export const lockCredential = (id: string) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH key AS (SELECT id FROM api_key WHERE id = ${id} FOR NO KEY UPDATE),
        allowed AS (SELECT id FROM agent_grant WHERE id = ${id} FOR NO KEY UPDATE)
      SELECT id FROM key UNION ALL SELECT id FROM allowed`,
  );
