import type { Bench, Running } from './harness.ts';
import { type Data, loads } from './loads.ts';
import { cpuOf, type LoadMeasure, median, middleOf, send, withCpu } from './measure.ts';

/** Services with other settings on one database, to be compared with the first of them. */
interface Compared {
  readonly services: Readonly<Record<string, Running>>;
  readonly data: Data;
  /** Names of the loads. */
  readonly loads: readonly string[];
}

/**
 * Sends each load to all services in turn, and prints what each does next to the first. Ratios are taken round by round:
 * what else the machine does changes from round to round, and much less within one.
 */
export async function compareSettings(
  bench: Bench,
  { services, data, loads: names }: Compared,
): Promise<void> {
  const { seconds, rounds } = bench;
  const postmaster = await bench.postmaster();
  const [first = ''] = Object.keys(services);
  const rows: Record<string, Record<string, string | number>> = {};
  for (const name of names) {
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
    const without = measures.get(first) ?? [];
    for (const [variant, all] of measures) {
      const measure = median(all);
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
  console.table(rows);
}
