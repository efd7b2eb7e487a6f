import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { normal } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

/** Finds the function that has a name, in whichever Unicode form. */
export const selectFunctionByName = (name: string) =>
  statement(
    { id: text },
    Prisma.sql`
      SELECT id FROM ai_function WHERE ${normal(Prisma.sql`name`)} = ${normal(Prisma.sql`${name}::text`)}`,
  );
