import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareSettings } from './compare-settings.ts';
import type { Bench, Running } from './harness.ts';

/** What is measured: what every request goes through, and little else. */
const LOADS = ['get', 'list', 'patch'];

/** What metrics and traces cost: the service with them next to the same without, on one database, in turn. */
export async function telemetryCost(bench: Bench): Promise<void> {
  const { data, ...plain } = await bench.service();
  const [checkout = ''] = Object.values(bench.checkouts);
  const collector = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const start = (settings: Readonly<Record<string, string>>) =>
    bench.startService(checkout, bench.databaseUrl, settings);
  const services: Readonly<Record<string, Running>> = {
    neither: plain,
    metrics: await start({ METRICS_TOKEN: 'a-token-for-the-bench' }),
    traces: await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }),
  };
  await compareSettings(bench, { services, data, loads: LOADS });
  await services.metrics?.stop();
  await services.traces?.stop();
  collector.close();
}
