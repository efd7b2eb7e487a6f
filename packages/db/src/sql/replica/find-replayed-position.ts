import { Prisma } from '../../generated/prisma/client.ts';
import { bigint, nullable } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** How far a replica has come with the write-ahead log of its primary: whoever asks from now on sees all before that. */
export const selectReplayedPosition = () =>
  statement(
    { position: nullable(bigint) },
    Prisma.sql`SELECT (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::int8 AS position`,
  );
