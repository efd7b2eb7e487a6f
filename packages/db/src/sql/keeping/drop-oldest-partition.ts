import { Prisma } from '../../generated/prisma/client.ts';
import { bigint, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { keptFrom, type PartitionedTable } from './partitioned-table.ts';

/**
 * Removes the oldest part of a table when all of it is older than so many units, not counting the current one; with its
 * name and its rows. No row when there is none. Fails as `extendPartitions` does.
 */
export const dropOldestPartition = ({ name, unit }: PartitionedTable, kept: number) =>
  statement(
    { dropped: text, removed: bigint },
    Prisma.sql`
      SELECT dropped, removed FROM drop_oldest_partition(${name}::text::regclass, ${keptFrom(unit, kept)})`,
  );
