import { startReplica } from '@ai-sessions/db/testing';
import { compareVariants, named } from './compare-variants.ts';
import type { Bench } from './harness.ts';
import { lists, loads, plainList } from './loads.ts';

/**
 * What a replica brings on the same cores, where it cannot bring more: the service that reads from it next to the same
 * without, on one database, in turn. It stands beside both; what is to be seen is the CPU that the primary is spared.
 */
export async function replicaCost(bench: Bench): Promise<void> {
  const { data, ...without } = await bench.service();
  const [checkout = ''] = Object.values(bench.checkouts);
  const replica = await startReplica(bench.databaseUrl);
  const reading = await bench.startService(checkout, bench.databaseUrl, { DATABASE_READ_URL: replica.url });
  await compareVariants(bench, {
    variants: { without, 'with a replica': reading },
    loads: {
      ...named(loads, ['list']),
      'list of all': plainList,
      ...named(lists, ['of all, with totals', 'of 4 accounts by date']),
      search: () => ({ method: 'GET', path: '/ai/sessions?text=renewal&simplifiedPaging=true' }),
    },
    data,
    replica: replica.pid,
  });
  await reading.stop();
  await replica.stop();
}
