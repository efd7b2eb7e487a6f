import { Prisma } from '../../generated/prisma/client.ts';
import { bigint } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Where all that was acknowledged so far stands in the write-ahead log of a primary. A commit is acknowledged when it is on
 * its disk, which is also when it is sent to replicas; what is not there yet would only be waited for. Where commits do not
 * wait for the disk, it is the end of the log.
 */
export const selectCommittedPosition = () =>
  statement(
    { position: bigint },
    Prisma.sql`
      SELECT (CASE current_setting('synchronous_commit') WHEN 'off' THEN pg_current_wal_insert_lsn()
        ELSE pg_current_wal_flush_lsn() END - '0/0'::pg_lsn)::int8 AS position`,
  );
