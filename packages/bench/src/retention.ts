import type { Pool } from 'pg';
import type { Bench } from './harness.ts';
import { loads } from './loads.ts';
import { type Measure, send } from './measure.ts';

/** Events of two years. */
const EVENTS = 2_000_000;
const MONTHS = 24;
/** Months that are removed. */
const REMOVED = 12;
/** Rows that one statement removes, as a rule of keeping does where it has to. */
const BATCH = 5_000;

const COLUMNS =
  'id, date_created, user_id, user_name, operation, entity_type, entity_id, changes, request_id, address';

/** Two years of events as people and agents leave them, with the ids of their time. */
const ROWS = `
  SELECT uuid_v7(at), at, 'user' || n % 50, 'user' || n % 50 || '@example.com', 'PatchAISession', 'AISession',
    'session' || n * 7919::bigint % 400000,
    jsonb_build_object('purpose', jsonb_build_array('Review the billing settings', 'Review the billing settings, case ' || n)),
    md5(n::text), '198.51.100.7'
  FROM generate_series(1, ${EVENTS}) n,
    LATERAL (SELECT now() - (${EVENTS} - n) * (interval '${MONTHS} months' / ${EVENTS}) AS at) AS instant`;

/** What a purge cost. */
interface Purge {
  readonly seconds: number;
  readonly removed: number;
  /** Bytes of the write-ahead log, without what creates wrote in that time. */
  readonly wal: number;
  /** What was created meanwhile. */
  readonly creates: Measure;
}

/**
 * What removing a year of events costs: as months that are dropped, and row by row from a table with the same rows in one
 * piece, each while sessions are created.
 */
export async function retentionCost(bench: Bench): Promise<void> {
  const service = await bench.service();
  const { create } = loads;
  if (!create) throw new Error('The load create is not there any more.');
  await bench.withDatabase(bench.databaseUrl, async ({ pool }) => {
    await fill(pool);
    const creating = (seconds: number) => send(service.url, create, service.data, seconds);
    await creating(1);
    const started = await walOf(pool);
    const alone = await creating(bench.seconds);
    const walOfCreates = ((await walOf(pool)) - started) / (alone.rate * bench.seconds);

    async function purge(work: () => Promise<number>): Promise<Purge> {
      const from = await walOf(pool);
      const creates = creating(bench.seconds);
      const began = performance.now();
      const removed = await work();
      const seconds = (performance.now() - began) / 1_000;
      const measure = await creates;
      const wal = (await walOf(pool)) - from - walOfCreates * measure.rate * bench.seconds;
      return { seconds, removed, wal: Math.max(0, wal), creates: measure };
    }

    const dropping = await purge(() => dropMonths(pool));
    const deleting = await purge(() => deleteRows(pool));
    const dead = await numberOf(
      pool,
      "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'events_in_one'",
    );
    const vacuuming = await purge(async () => {
      await pool.query('VACUUM events_in_one');
      return 0;
    });
    const row = ({ seconds, removed, wal, creates }: Purge) => ({
      'events removed': removed,
      seconds: seconds.toFixed(2),
      'WAL MB': (wal / 1e6).toFixed(1),
      'creates/s': Math.round(creates.rate),
      'ratio of creates': (creates.rate / alone.rate).toFixed(2),
      'p99 ms': creates.p99,
    });
    console.table({
      nothing: row({ seconds: 0, removed: 0, wal: 0, creates: alone }),
      'months dropped': row(dropping),
      'rows deleted': row(deleting),
      'vacuum after it': row(vacuuming),
    });
    console.log(`Dead rows left: ${dead} of ${deleting.removed} that were deleted, none of months.`);
  });
}

/** Lays the table out for two years, and fills it and another one in one piece. */
async function fill(pool: Pool): Promise<void> {
  await pool.query(`
    BEGIN;
    SET LOCAL session_replication_role = replica;
    DO $$
    DECLARE
      part regclass;
      start text := least_id_from(date_trunc('month', now(), 'UTC') - interval '${MONTHS} months');
    BEGIN
      FOR part IN SELECT partition FROM partitions_of('audit_event') LOOP
        EXECUTE format('DROP TABLE %s', part);
      END LOOP;
      PERFORM make_partition('audit_event', 'audit_event_earlier', NULL, start);
      PERFORM make_partition('audit_event', 'audit_event_later', start, NULL);
      PERFORM extend_partitions('audit_event', 'month', 2);
    END $$;
    INSERT INTO audit_event (${COLUMNS}) ${ROWS};
    CREATE TABLE events_in_one (LIKE audit_event INCLUDING ALL);
    ALTER TABLE events_in_one SET (autovacuum_enabled = off);
    INSERT INTO events_in_one SELECT * FROM audit_event;
    COMMIT`);
  await pool.query('ANALYZE audit_event, events_in_one');
  await pool.query('CHECKPOINT');
}

const BEFORE = `date_trunc('month', now(), 'UTC') - interval '${MONTHS - REMOVED} months'`;

async function dropMonths(pool: Pool): Promise<number> {
  let removed = 0;
  for (;;) {
    const { rows } = await pool.query<{ removed: string }>(
      `SELECT removed FROM drop_oldest_partition('audit_event', ${BEFORE})`,
    );
    const [row] = rows;
    if (!row) return removed;
    removed += Number(row.removed);
  }
}

async function deleteRows(pool: Pool): Promise<number> {
  let removed = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM events_in_one WHERE id IN (SELECT id FROM events_in_one WHERE id < least_id_from(${BEFORE})
         ORDER BY id LIMIT ${BATCH})`,
    );
    if (!rowCount) return removed;
    removed += rowCount;
  }
}

function walOf(pool: Pool): Promise<number> {
  return numberOf(pool, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn");
}

async function numberOf(pool: Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<Record<string, unknown>>(sql);
  return Number(Object.values(rows[0] ?? {})[0] ?? 0);
}
