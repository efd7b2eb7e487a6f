import type { Bench, Target } from './harness.ts';
import { lists, plainList } from './loads.ts';
import { type Measure, median, middleOf, send } from './measure.ts';

/**
 * Lists next to a plain one: with totals, or of a caller who may work on some accounts only. What else the machine does
 * changes from second to second, so that each is compared with the plain list as it was right before.
 */
export async function compareLists(bench: Bench): Promise<void> {
  const { seconds, rounds } = bench;
  const other = await bench.other();
  const builds: Readonly<Record<string, Target>> = {
    'this build': await bench.service(),
    ...(other ? { 'the other': other } : {}),
  };
  const measured = new Map<string, { readonly list: Measure; readonly plain: Measure }[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, load] of Object.entries(lists)) {
      for (const [build, { url, data }] of Object.entries(builds)) {
        if (round === 0) await send(url, load, data, 1);
        const plain = await send(url, plainList, data, seconds);
        const list = await send(url, load, data, seconds);
        const row = `${name}, ${build}`;
        measured.set(row, [...(measured.get(row) ?? []), { list, plain }]);
      }
    }
  }
  const rows = [...measured].map(([name, pairs]) => {
    const list = median(pairs.map((pair) => pair.list));
    const plain = median(pairs.map((pair) => pair.plain));
    return [
      name,
      {
        'lists/s': Math.round(list.rate),
        'p50 ms': list.p50,
        'p99 ms': list.p99,
        'plain lists/s': Math.round(plain.rate),
        'plain p99 ms': plain.p99,
        ratio: middleOf(pairs.map((pair) => pair.list.rate / pair.plain.rate)).toFixed(2),
      },
    ];
  });
  console.table(Object.fromEntries(rows));
}
