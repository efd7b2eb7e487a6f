import { Prisma } from '../../generated/prisma/client.ts';
import { bigint } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { keptFrom, type PartitionedTable } from './partitioned-table.ts';

/** Removes some rows that are older than so many units, where newer ones stand in the same part; how many. */
export const deleteBefore = ({ name, unit }: PartitionedTable, kept: number, limit: number) =>
  statement(
    { removed: bigint },
    Prisma.sql`
      SELECT delete_before(${name}::text::regclass, ${keptFrom(unit, kept)}, ${limit}::int) AS removed`,
  );
