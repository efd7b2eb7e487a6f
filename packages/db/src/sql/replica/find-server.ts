import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, int, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Which server a connection leads to. The database is known by the name of the cluster, which its replicas have too, and its
 * number there. The timeline of a replica is the latest of which it says that it follows it: its control file says so some
 * minutes late, its receiver at once, but only to roles with `pg_read_all_stats`.
 */
export const selectServer = () =>
  statement(
    { database: text, isReplica: boolean, timeline: int },
    Prisma.sql`
      SELECT concat(s.system_identifier, ' ', (SELECT oid FROM pg_database WHERE datname = current_database())) AS database,
        pg_is_in_recovery() AS "isReplica",
        CASE WHEN pg_is_in_recovery()
          THEN greatest(c.timeline_id, r.min_recovery_end_timeline, (SELECT received_tli FROM pg_stat_wal_receiver))
          ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int4 END AS timeline
      FROM pg_control_system() s, pg_control_checkpoint() c, pg_control_recovery() r`,
  );
