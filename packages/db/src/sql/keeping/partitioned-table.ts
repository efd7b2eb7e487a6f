import { Prisma } from '../../generated/prisma/client.ts';

/** A table in parts, and the time that each part is for. */
export interface PartitionedTable {
  readonly name: 'audit_event' | 'request_log';
  readonly unit: 'month' | 'day';
}

/** When the first unit begins that is kept, which is so many before the current one. */
export function keptFrom(unit: PartitionedTable['unit'], kept: number): Prisma.Sql {
  return Prisma.sql`date_trunc(${unit}, now(), 'UTC') - ${kept}::int * ${`1 ${unit}`}::interval`;
}
