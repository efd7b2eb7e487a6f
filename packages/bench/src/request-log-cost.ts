import { compareSettings } from './compare-settings.ts';
import type { Bench } from './harness.ts';

/** What the log of requests costs: the service with it next to the same without, on one database, in turn. */
export async function requestLogCost(bench: Bench): Promise<void> {
  const { data, ...withLog } = await bench.service();
  const [checkout = ''] = Object.values(bench.checkouts);
  const without = await bench.startService(checkout, bench.databaseUrl, { REQUEST_LOG: 'false' });
  const services = { 'without the log': without, 'with the log': withLog };
  await compareSettings(bench, { services, data, loads: ['create', 'patch', 'get', 'list'] });
  await without.stop();
}
