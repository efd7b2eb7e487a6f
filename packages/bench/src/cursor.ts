import { replaceSessions } from './data.ts';
import type { Bench } from './harness.ts';
import type { Load } from './loads.ts';
import { median, send } from './measure.ts';

/** What a page by cursor costs at 80 % depth of 1,000,000 sessions, next to one of 10,000. */
export async function cursorCost(bench: Bench): Promise<void> {
  const { url, data } = await bench.service();
  const rates: Record<string, Record<string, string | number>> = {};
  for (const total of [10_000, 1_000_000]) {
    const id = await bench.withDatabase(bench.databaseUrl, (database) => replaceSessions(database, total));
    const cursor = Buffer.from(JSON.stringify({ sort: 'id', direction: 'DESC', id })).toString('base64url');
    const load: Load = () => ({ method: 'GET', path: `/ai/sessions?cursor=${cursor}` });
    await send(url, load, data, 1);
    const { rate, p99 } = median([
      await send(url, load, data, bench.seconds),
      await send(url, load, data, bench.seconds),
    ]);
    rates[total.toLocaleString('en')] = { 'pages/s at 80 % depth': Math.round(rate), 'p99 ms': p99 };
  }
  console.table(rates);
}
