import type { Database } from '@ai-sessions/db';
import { type ApplyMeasure, measureApplying, OWN_ACTIONS, startTarget } from './apply.ts';
import { createKey } from './data.ts';
import type { Bench } from './harness.ts';
import { middleOf } from './measure.ts';

type Measures = Readonly<Record<string, ApplyMeasure>>;

/** What it takes to apply a session, as its actions get more: the median of all rounds. */
export async function applyCost(bench: Bench): Promise<void> {
  const target = await startTarget();
  try {
    const [ours, theirs] = await Promise.all(
      Object.values(bench.checkouts).map((checkout, index) => startOn(bench, checkout, index, target.url)),
    );
    if (!ours) return;
    const own: Measures[] = [];
    const other: Measures[] = [];
    for (let round = 0; round < bench.rounds; round++) {
      own.push(await ours.measure(OWN_ACTIONS));
      if (theirs) other.push(await theirs.measure(OWN_ACTIONS.filter(isQuickToCompare)));
    }
    console.table(rowsOf(own, other));
    await Promise.all([ours.stop(), theirs?.stop()]);
  } finally {
    target.stop();
  }
}

/** Starts the service of a checkout on a database of its own, so that no other one takes its runs. */
async function startOn(bench: Bench, checkout: string, index: number, target: string) {
  const url = await bench.createDatabase(`apply_${index}`);
  const running = await bench.startService(checkout, url, {
    OUTBOUND_TARGETS: target,
    OUTBOUND_NETWORKS: '127.0.0.0/8',
  });
  const key = await bench.withDatabase(url, (database) => createKey(database));
  const measure = (actions: readonly number[]) =>
    bench.withDatabase(url, ({ pool }: Database) =>
      measureApplying({ ...running, pool, key }, target, actions),
    );
  return { measure, stop: running.stop };
}

/** Builds from before applying was linear take many minutes for more. */
function isQuickToCompare(actions: number): boolean {
  return actions <= 1_000;
}

function rowsOf(own: readonly Measures[], other: readonly Measures[]) {
  const medianOf = (measures: readonly Measures[], name: string, what: 'seconds' | 'cpuSeconds') =>
    middleOf(measures.flatMap((measure) => measure[name]?.[what] ?? []));
  const rows = Object.entries(own[0] ?? {}).map(([name, { actions }]) => {
    const [seconds, before] = [medianOf(own, name, 'seconds'), medianOf(other, name, 'seconds')];
    const [cpu, cpuBefore] = [medianOf(own, name, 'cpuSeconds'), medianOf(other, name, 'cpuSeconds')];
    return [
      name,
      {
        seconds: seconds.toFixed(2),
        'actions/s': Math.round(actions / seconds),
        'ms each': ((seconds / actions) * 1_000).toFixed(2),
        'CPU ms each': ((cpu / actions) * 1_000).toFixed(2),
        ...(Number.isNaN(before)
          ? {}
          : {
              'seconds of the other': before.toFixed(2),
              'times as fast': (before / seconds).toFixed(1),
              'times less CPU': (cpuBefore / cpu).toFixed(1),
            }),
      },
    ];
  });
  return Object.fromEntries(rows);
}
