import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bench, Running } from './harness.ts';
import { loads } from './loads.ts';
import { cpuOf, type LoadMeasure, median, middleOf, send, withCpu } from './measure.ts';

/** What is measured: what every request goes through, and little else. */
const LOADS = ['get', 'list', 'patch'] as const;

/** What metrics and traces cost: the service with them next to the same without, on one database, in turn. */
export async function telemetryCost(bench: Bench): Promise<void> {
  const { seconds, rounds } = bench;
  const { data, ...plain } = await bench.service();
  const postmaster = await bench.postmaster();
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
  const rows: Record<string, Record<string, string | number>> = {};
  for (const name of LOADS) {
    const load = loads[name];
    if (!load) throw new Error(`The load ${name} is not there any more.`);
    const measures = new Map<string, LoadMeasure[]>();
    for (const { url } of Object.values(services)) await send(url, load, data, 1);
    for (let round = 0; round < rounds; round++) {
      for (const [variant, { url, pid }] of Object.entries(services)) {
        const measure = await withCpu(() => send(url, load, data, seconds), seconds, [pid], postmaster);
        measures.set(variant, [...(measures.get(variant) ?? []), measure]);
      }
    }
    const without = measures.get('neither') ?? [];
    for (const [variant, all] of measures) {
      const measure = median(all);
      // Round by round: what else the machine does changes from round to round, and much less within one.
      const ratioOf = (what: 'rate' | 'cpu') =>
        middleOf(all.map((one, round) => one[what] / (without[round]?.[what] ?? Number.NaN))).toFixed(3);
      rows[`${name}, ${variant}`] = {
        'req/s': Math.round(measure.rate),
        'p50 ms': measure.p50,
        'CPU µs': cpuOf(measure),
        ratio: ratioOf('rate'),
        'ratio of CPU': ratioOf('cpu'),
      };
    }
  }
  await services.metrics?.stop();
  await services.traces?.stop();
  collector.close();
  console.table(rows);
}
