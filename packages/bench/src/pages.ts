import { measureFirstByte } from './first-byte.ts';
import type { Bench } from './harness.ts';
import { CONNECTIONS, middleOf } from './measure.ts';

/** What is compared with: an answer that takes no work at all. */
const BARE = '/healthz';
const PAGES = ['/metadata', '/json/metadata?op=ListAISessions', '/types/typescript'];

/**
 * How long pages of the reference take to begin. What else the machine does changes from second to second, so that each
 * page is compared with what was measured right before it.
 */
export async function pageCost(bench: Bench): Promise<void> {
  const { url } = await bench.service();
  const cases = ['identity', 'br'].flatMap((encoding) => PAGES.map((path) => ({ encoding, path })));
  const measure = (path: string, encoding: string) =>
    measureFirstByte(
      url + path,
      { 'accept-encoding': encoding },
      { connections: CONNECTIONS, seconds: bench.seconds / 4 },
    );
  const measures = new Map<string, { readonly time: number; readonly bare: number }[]>();
  for (const { encoding, path } of cases) await measure(path, encoding);
  for (let round = 0; round < bench.rounds * 4; round++) {
    for (const { encoding, path } of cases) {
      const before = await measure(BARE, encoding);
      const name = `${path} ${encoding}`;
      const one = { time: await measure(path, encoding), bare: before };
      measures.set(name, [...(measures.get(name) ?? []), one]);
    }
  }
  const rows = [...measures].map(([name, measured]) => [
    name,
    {
      'first byte ms': middleOf(measured.map(({ time }) => time)).toFixed(2),
      '/healthz ms': middleOf(measured.map(({ bare }) => bare)).toFixed(2),
      'times as long': middleOf(measured.map(({ time, bare }) => time / bare)).toFixed(2),
    },
  ]);
  console.table(Object.fromEntries(rows));
}
