import type { Bench, Target } from './harness.ts';
import { loads } from './loads.ts';
import { cpuOf, type LoadMeasure, median, send, withCpu } from './measure.ts';

/** The service next to the floor, and to another build when there is one, each measured in turn. */
export async function compareLoads(bench: Bench): Promise<void> {
  const { seconds, rounds } = bench;
  const service = await bench.service();
  const floor = await bench.floor();
  const other = await bench.other();
  const postmaster = await bench.postmaster();
  const targets = [service, floor, ...(other ? [other] : [])];
  const rows: Record<string, Record<string, string | number>> = {};
  for (const [name, load] of Object.entries(loads)) {
    const measures = new Map<Target, LoadMeasure[]>(targets.map((target) => [target, []]));
    for (const { url, data } of targets) await send(url, load, data, 1);
    for (let round = 0; round < rounds; round++) {
      for (const target of targets) {
        const { url, data, pid } = target;
        const measure = await withCpu(() => send(url, load, data, seconds), seconds, [pid], postmaster);
        measures.get(target)?.push(measure);
      }
    }
    const [own, bare, theirs] = targets.map((target) => median(measures.get(target) ?? []));
    if (!own || !bare) continue;
    rows[name] = {
      'req/s': Math.round(own.rate),
      'p50 ms': own.p50,
      'p99 ms': own.p99,
      'CPU µs': cpuOf(own),
      'floor req/s': Math.round(bare.rate),
      'floor p99': bare.p99,
      'floor CPU': cpuOf(bare),
      ratio: (own.rate / bare.rate).toFixed(2),
      ...(theirs ? { 'other CPU': cpuOf(theirs), 'to the other': (own.rate / theirs.rate).toFixed(2) } : {}),
    };
  }
  console.table(rows);
}
