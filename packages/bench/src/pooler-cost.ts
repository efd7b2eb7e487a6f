import { startPgBouncer } from '@ai-sessions/db/testing';
import { compareVariants, named } from './compare-variants.ts';
import type { Bench, Running } from './harness.ts';
import { loads } from './loads.ts';

const LOADS = ['create', 'patch', 'get', 'list'];

/** As many as the service has of its own: what is compared is the way, not how many are let through. */
const SERVER_CONNECTIONS = 16;

/** What PgBouncer in between costs: the service behind it next to the same without, on one database, in turn. */
export async function poolerCost(bench: Bench): Promise<void> {
  const { data, ...direct } = await bench.service();
  const [checkout = ''] = Object.values(bench.checkouts);
  const pooler = await startPgBouncer(bench.databaseUrl, SERVER_CONNECTIONS);
  const start = (settings: Readonly<Record<string, string>>) =>
    bench.startService(checkout, bench.databaseUrl, { DATABASE_POOL_URL: pooler.url, ...settings });
  const started: Record<string, Running> = { pooled: await start({}) };
  if (pooler.keepsStatements) {
    started['pooled, statements kept'] = await start({ DATABASE_POOL_STATEMENTS: 'true' });
  }
  await compareVariants(bench, { variants: { direct, ...started }, loads: named(loads, LOADS), data });
  await Promise.all(Object.values(started).map(({ stop }) => stop()));
  await pooler.stop();
}
