import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Finds the accounts with these ids, oldest first, at most so many. The ids are one value, since there can be more of
 * them than a statement may have values.
 */
export const selectAccountNames = (ids: string[], limit = ids.length) =>
  statement(
    { id: text, name: text },
    Prisma.sql`SELECT id, name FROM account WHERE id = ANY(${ids}::text[]) ORDER BY id LIMIT ${limit}`,
  );
