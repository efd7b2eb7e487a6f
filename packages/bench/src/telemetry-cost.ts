import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareVariants, named } from './compare-variants.ts';
import type { Bench } from './harness.ts';
import { loads } from './loads.ts';

/** What is measured: what every request goes through, and little else. */
const LOADS = ['get', 'list', 'patch'];

/** What metrics and traces cost: the service with them next to the same without, on one database, in turn. */
export async function telemetryCost(bench: Bench): Promise<void> {
  const { data, ...neither } = await bench.service();
  const [checkout = ''] = Object.values(bench.checkouts);
  const collector = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const start = (settings: Readonly<Record<string, string>>) =>
    bench.startService(checkout, bench.databaseUrl, settings);
  const metrics = await start({ METRICS_TOKEN: 'a-token-for-the-bench' });
  const traces = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  await compareVariants(bench, {
    variants: { neither, metrics, traces },
    loads: named(loads, LOADS),
    data,
  });
  await Promise.all([metrics.stop(), traces.stop()]);
  collector.close();
}
