import { fill } from './data.ts';
import type { Bench, Running } from './harness.ts';
import { type Data, loads } from './loads.ts';
import { middleOf, send } from './measure.ts';
import { MEBIBYTE, residentMemory } from './memory.ts';

/** Starts of each build. */
const STARTS = 5;
/** Loads that follow the first answer, one after the other. */
const LOADS: ReadonlySet<string> = new Set(['create', 'patch', 'get', 'list']);

interface StartMeasure {
  /** Milliseconds from spawning the process to the first answer to somebody who has signed in. */
  readonly first: number;
  /** Mebibytes of resident memory right after it. */
  readonly memory: number;
  /** The same at the end of the loads. */
  readonly memoryUnderLoad: number;
}

/** How long a service takes to start on a database that is there already, and how much memory it then has: medians. */
export async function startCost(bench: Bench): Promise<void> {
  const measured = new Map<string, StartMeasure[]>();
  const databases = new Map<string, { readonly url: string; readonly data: Data }>();
  for (let start = 0; start < STARTS; start++) {
    for (const [name, checkout] of Object.entries(bench.checkouts)) {
      const { url, data } = databases.get(name) ?? (await prepare(bench, checkout, databases.size));
      databases.set(name, { url, data });
      const running = await bench.startService(checkout, url);
      const measure = await measureStart(running, data, bench.seconds);
      await running.stop();
      measured.set(name, [...(measured.get(name) ?? []), measure]);
    }
  }
  const rows = [...measured].map(([name, measures]) => {
    const middle = (what: keyof StartMeasure) => Math.round(middleOf(measures.map((one) => one[what])));
    return [
      name,
      {
        'first answer ms': middle('first'),
        'RSS MiB': middle('memory'),
        'RSS after load MiB': middle('memoryUnderLoad'),
      },
    ];
  });
  console.table(Object.fromEntries(rows));
}

/** A database with what a service makes at its first start, and with sessions. */
async function prepare(bench: Bench, checkout: string, index: number) {
  const url = await bench.createDatabase(`start_${index}`);
  const running = await bench.startService(checkout, url);
  await running.stop();
  return { url, data: await bench.withDatabase(url, fill) };
}

async function measureStart(running: Running, data: Data, seconds: number): Promise<StartMeasure> {
  const { url, pid, spawned } = running;
  const response = await fetch(`${url}/ai/sessions/${data.sessions[0]}`, {
    headers: { authorization: `Bearer ${data.key}` },
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`The first request was answered ${response.status}.`);
  const first = performance.now() - spawned;
  const memory = await residentMemory(pid);
  for (const [name, load] of Object.entries(loads)) {
    if (LOADS.has(name)) await send(url, load, data, seconds);
  }
  const memoryUnderLoad = await residentMemory(pid);
  return { first, memory: memory / MEBIBYTE, memoryUnderLoad: memoryUnderLoad / MEBIBYTE };
}
