import { compareVariants, named } from './compare-variants.ts';
import type { Bench } from './harness.ts';
import { loads } from './loads.ts';

/** What the log of requests costs: the service with it next to the same without, on one database, in turn. */
export async function requestLogCost(bench: Bench): Promise<void> {
  const { data } = await bench.service();
  const [checkout = ''] = Object.values(bench.checkouts);
  const start = (log: boolean) =>
    bench.startService(checkout, bench.databaseUrl, { REQUEST_LOG: String(log) });
  // Both are as new: the service that was there before has served others.
  const variants = { 'without the log': await start(false), 'with the log': await start(true) };
  await compareVariants(bench, {
    variants,
    loads: named(loads, ['create', 'patch', 'get', 'list']),
    data,
  });
  for (const { stop } of Object.values(variants)) await stop();
}
