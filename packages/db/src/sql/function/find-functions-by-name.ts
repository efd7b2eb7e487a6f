import { type AIFunction, Prisma } from '../../generated/prisma/client.ts';
import { json } from '../../statement/column.ts';
import { normal } from '../../statement/conditions.ts';
import type { JsonRow } from '../../statement/json-row.ts';
import { statement } from '../../statement/statement.ts';

/** Reads the functions that have the names, in whichever Unicode form. */
export const selectFunctionsByName = (names: readonly string[]) =>
  statement(
    { row: json<JsonRow<AIFunction>>() },
    Prisma.sql`
      SELECT to_json(f) AS row FROM ai_function f
      WHERE ${normal(Prisma.sql`f.name`)} IN (
        SELECT ${normal(Prisma.sql`given.name`)} FROM unnest(${[...names]}::text[]) AS given (name))`,
  );
