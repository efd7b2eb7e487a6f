import { cpuTimeOfChildren } from './cpu-time.ts';
import type { Bench, Running } from './harness.ts';
import type { Data, Load } from './loads.ts';
import { cpuOf, type LoadMeasure, median, middleOf, send, withCpu } from './measure.ts';

/** What {@link compareVariants} compares. */
export interface Comparison {
  /** Services on one database, by what they are called. The others are compared with the first. */
  readonly variants: Readonly<Record<string, Running>>;
  readonly loads: Readonly<Record<string, Load>>;
  readonly data: Data;
  /** The process of a replica that all its others are children of. */
  readonly replica?: number;
}

interface VariantMeasure extends LoadMeasure {
  /** Microseconds of CPU a request, in the replica. */
  readonly replicaCpu: number;
}

/** Measures services on one database with each load, in turn, and tells how they compare with the first of them. */
export async function compareVariants(
  bench: Bench,
  { variants, loads, data, replica }: Comparison,
): Promise<void> {
  const { seconds, rounds } = bench;
  const postmaster = await bench.postmaster();

  async function measure(load: Load, { url, pid }: Running): Promise<VariantMeasure> {
    const before = replica === undefined ? 0 : await cpuTimeOfChildren(replica);
    const measured = await withCpu(() => send(url, load, data, seconds), seconds, [pid], postmaster);
    const after = replica === undefined ? 0 : await cpuTimeOfChildren(replica);
    return { ...measured, replicaCpu: (after - before) / (measured.rate * seconds) };
  }

  const rows: Record<string, Record<string, string | number>> = {};
  for (const [name, load] of Object.entries(loads)) {
    const measures = new Map<string, VariantMeasure[]>();
    for (const { url } of Object.values(variants)) await send(url, load, data, 1);
    for (let round = 0; round < rounds; round++) {
      for (const [variant, service] of Object.entries(variants)) {
        measures.set(variant, [...(measures.get(variant) ?? []), await measure(load, service)]);
      }
    }
    const [first = []] = measures.values();
    for (const [variant, all] of measures) {
      const middle = median(all);
      // Round by round: what else the machine does changes from round to round, and much less within one.
      const ratioOf = (what: 'rate' | 'cpu' | 'databaseCpu') =>
        middleOf(all.map((one, round) => one[what] / (first[round]?.[what] ?? Number.NaN))).toFixed(3);
      rows[`${name}, ${variant}`] = {
        'req/s': Math.round(middle.rate),
        'p50 ms': middle.p50,
        'p99 ms': middle.p99,
        'CPU µs': cpuOf(middle),
        ...(replica === undefined ? {} : { 'replica µs': Math.round(middle.replicaCpu) }),
        ratio: ratioOf('rate'),
        'ratio of CPU': ratioOf('cpu'),
        'of PostgreSQL': ratioOf('databaseCpu'),
      };
    }
  }
  console.table(rows);
}

/** The loads of these names. */
export function named(
  loads: Readonly<Record<string, Load>>,
  names: readonly string[],
): Readonly<Record<string, Load>> {
  return Object.fromEntries(
    names.map((name) => {
      const load = loads[name];
      if (!load) throw new Error(`The load ${name} is not there any more.`);
      return [name, load];
    }),
  );
}
