import { ADMIN } from './data.ts';
import type { Bench } from './harness.ts';
import { FUNCTIONS, fillCatalogue, mcpLoads } from './mcp.ts';
import { cpuOf, type LoadMeasure, median, send, withCpu } from './measure.ts';
import { inTransaction } from './pg-statements.ts';

/** What agents cost over MCP, next to what they are held against, each measured in turn. */
export async function mcpCost(bench: Bench): Promise<void> {
  const { seconds } = bench;
  const { url, data, pid } = await bench.service();
  await bench.withDatabase(bench.databaseUrl, ({ pool }) =>
    inTransaction(pool, (sql) => fillCatalogue(sql, ADMIN)),
  );
  const postmaster = await bench.postmaster();
  const measures = new Map<string, LoadMeasure[]>();
  for (const { load } of Object.values(mcpLoads)) await send(url, load, data, 1);
  for (let round = 0; round < bench.rounds; round++) {
    for (const [name, { load }] of Object.entries(mcpLoads)) {
      const measure = await withCpu(() => send(url, load, data, seconds), seconds, [pid], postmaster);
      measures.set(name, [...(measures.get(name) ?? []), measure]);
    }
  }
  const rows = Object.entries(mcpLoads).map(([name, { against }]) => {
    const own = median(measures.get(name) ?? []);
    const other = against === undefined ? undefined : median(measures.get(against) ?? []);
    return [
      name,
      {
        'req/s': Math.round(own.rate),
        'p50 ms': own.p50,
        'CPU µs': cpuOf(own),
        ...(other && against ? { ratio: (own.rate / other.rate).toFixed(2), 'held against': against } : {}),
      },
    ];
  });
  console.log(`With ${FUNCTIONS} functions:`);
  console.table(Object.fromEntries(rows));
}
