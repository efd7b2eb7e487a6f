import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import type { PartitionedTable } from './partitioned-table.ts';

/**
 * Makes the parts of a table for so many units after the current one; how many. Fails with 55P03 when the table is so much
 * in use that others would have to wait.
 */
export const extendPartitions = ({ name, unit }: PartitionedTable, ahead: number) =>
  statement(
    { made: int },
    Prisma.sql`SELECT extend_partitions(${name}::text::regclass, ${unit}, ${ahead}::int) AS made`,
  );
