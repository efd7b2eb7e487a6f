import type { Bench, Target } from './harness.ts';
import { type Load, loads } from './loads.ts';
import {
  CONNECTIONS,
  cpuOf,
  type LoadMeasure,
  type Measure,
  median,
  middleOf,
  send,
  withCpu,
} from './measure.ts';

/** Loads of which it is told what a second process brings. */
const COMPARED: ReadonlySet<string> = new Set(['create', 'get']);

/**
 * One process next to two on the same database. The same load generators send to both, and each round of two is compared
 * with the round of one right before it. The second process runs all the time, idle while one is measured.
 */
export async function compareProcesses(bench: Bench): Promise<void> {
  const { seconds, rounds } = bench;
  const first = await bench.service();
  const running = await bench.startService(bench.checkouts['this build'] ?? '', bench.databaseUrl);
  const second: Target = { ...running, data: first.data };
  const postmaster = await bench.postmaster();
  const rows: Record<string, Record<string, string | number>> = {};
  try {
    for (const [name, load] of Object.entries(loads)) {
      if (!COMPARED.has(name)) continue;
      const measure = (targets: readonly [Target, Target], duration: number) =>
        withCpu(() => sendToBoth(targets, load, duration), duration, [first.pid, second.pid], postmaster);
      await measure([first, second], 1);
      const pairs: { readonly one: LoadMeasure; readonly two: LoadMeasure }[] = [];
      for (let round = 0; round < rounds; round++) {
        pairs.push({
          one: await measure([first, first], seconds),
          two: await measure([first, second], seconds),
        });
      }
      const one = median(pairs.map((pair) => pair.one));
      const two = median(pairs.map((pair) => pair.two));
      rows[name] = {
        'one, req/s': Math.round(one.rate),
        'p99 ms': one.p99,
        'CPU µs': cpuOf(one),
        'two, req/s': Math.round(two.rate),
        'two p99 ms': two.p99,
        'two CPU µs': cpuOf(two),
        ratio: middleOf(pairs.map((pair) => pair.two.rate / pair.one.rate)).toFixed(2),
      };
    }
  } finally {
    await second.stop();
  }
  console.table(rows);
}

/** Sends a load to two servers at once, over half of the connections each. */
async function sendToBoth(targets: readonly [Target, Target], load: Load, seconds: number): Promise<Measure> {
  const [a, b] = await Promise.all(
    targets.map(({ url, data }) => send(url, load, data, seconds, CONNECTIONS / 2)),
  );
  if (!a || !b) throw new Error('Nothing was measured.');
  return { rate: a.rate + b.rate, p50: Math.max(a.p50, b.p50), p99: Math.max(a.p99, b.p99) };
}
