import { ADMIN, createKey } from './data.ts';
import type { Bench } from './harness.ts';
import { type Load, loads } from './loads.ts';
import { cpuOf, type LoadMeasure, median, send, withCpu } from './measure.ts';
import { inTransaction } from './pg-statements.ts';

/** Calls in a minute that no load reaches. */
const FAR_AWAY = 1_000_000_000;

/** The triggers that tell webhooks, by their table. */
const ANNOUNCING = {
  ai_session: ['announce_on_insert', 'announce_on_update'],
  ai_session_action: ['announce_on_insert', 'announce_on_update', 'announce_on_delete'],
} as const;

/** Something to measure, and how things are before it is. */
interface Variant {
  readonly prepare?: () => Promise<unknown>;
  readonly load: Load;
}

/**
 * What limits and webhooks cost those who have none: writers while there is no webhook, next to the same without the
 * triggers for them, and callers whose calls are counted, next to the same who are not.
 */
export async function bystanderCost(bench: Bench): Promise<void> {
  const { seconds } = bench;
  const { url, data, pid } = await bench.service();
  const postmaster = await bench.postmaster();
  const limited = await bench.withDatabase(bench.databaseUrl, async (database) => {
    const key = await createKey(database);
    await inTransaction(database.pool, (sql) =>
      sql.rows({
        text: 'UPDATE api_key SET calls_per_minute = $1 WHERE id = (SELECT max(id) FROM api_key WHERE created_by = $2)',
        values: [FAR_AWAY, ADMIN],
      }),
    );
    return key;
  });

  const announce = (enabled: boolean) => () =>
    bench.withDatabase(bench.databaseUrl, async ({ pool }) => {
      for (const [table, triggers] of Object.entries(ANNOUNCING)) {
        for (const trigger of triggers) {
          await pool.query(`ALTER TABLE ${table} ${enabled ? 'ENABLE' : 'DISABLE'} TRIGGER ${trigger}`);
        }
      }
    });
  const { create, get, 'queue an action': queue } = loads;
  if (!create || !get || !queue) throw new Error('A load is not there any more.');
  const variants: Readonly<Record<string, Variant>> = {
    create: { prepare: announce(true), load: create },
    'create, no triggers': { prepare: announce(false), load: create },
    'queue an action': { prepare: announce(true), load: queue },
    'queue an action, no triggers': { prepare: announce(false), load: queue },
    get: { load: get },
    'get, counted': { load: (given) => ({ ...get(given), key: limited }) },
  };
  const measures = new Map<string, LoadMeasure[]>();
  for (const { load } of Object.values(variants)) await send(url, load, data, 1);
  for (let round = 0; round < bench.rounds; round++) {
    for (const [name, { prepare, load }] of Object.entries(variants)) {
      await prepare?.();
      const measure = await withCpu(() => send(url, load, data, seconds), seconds, [pid], postmaster);
      measures.set(name, [...(measures.get(name) ?? []), measure]);
    }
  }
  await announce(true)();
  const rows = Array.from(measures, ([name, all]) => {
    const { rate, p50 } = median(all);
    return [name, { 'req/s': Math.round(rate), 'p50 ms': p50, 'CPU µs': cpuOf(median(all)) }];
  });
  console.table(Object.fromEntries(rows));
}
