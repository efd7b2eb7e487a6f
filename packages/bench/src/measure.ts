import autocannon from 'autocannon';
import { cpuTimeOf, cpuTimeOfChildren } from './cpu-time.ts';
import type { Data, Load } from './loads.ts';

/** Connections over which loads are sent. */
export const CONNECTIONS = 16;

/** What came of a load. */
export interface Measure {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** The same, with what it cost. */
export interface LoadMeasure extends Measure {
  /** Microseconds of CPU a request, in the server. */
  readonly cpu: number;
  /** The same in PostgreSQL. */
  readonly databaseCpu: number;
}

/** Sends a load for some seconds. */
export async function send(
  url: string,
  load: Load,
  data: Data,
  seconds: number,
  connections = CONNECTIONS,
): Promise<Measure> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${data.key}`, 'content-type': 'application/json' },
    requests: [
      {
        setupRequest: (request: autocannon.Request) => {
          const { key, ...next } = load(data);
          const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
          return { ...request, ...next, headers: { ...request.headers, ...next.headers, ...authorization } };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} answers were not 2xx and ${result.errors} requests failed.`);
  }
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

/** Does what sends so many seconds of a load, and watches the CPU time of servers and of PostgreSQL meanwhile. */
export async function withCpu(
  sending: () => Promise<Measure>,
  seconds: number,
  pids: readonly number[],
  postmaster: number,
): Promise<LoadMeasure> {
  const times = () =>
    Promise.all([
      Promise.all(pids.map(cpuTimeOf)).then((all) => all.reduce((sum, one) => sum + one, 0)),
      cpuTimeOfChildren(postmaster),
    ]);
  const before = await times();
  const measure = await sending();
  const after = await times();
  const requests = measure.rate * seconds;
  return {
    ...measure,
    cpu: (after[0] - before[0]) / requests,
    databaseCpu: (after[1] - before[1]) / requests,
  };
}

/** CPU time of one request: that of the server and that of PostgreSQL. */
export function cpuOf({ cpu, databaseCpu }: LoadMeasure): string {
  return `${Math.round(cpu)} + ${Math.round(databaseCpu)}`;
}

/** The one whose rate is in the middle. */
export function median<One extends Measure>(measures: readonly One[]): One {
  const sorted = [...measures].sort((a, b) => a.rate - b.rate);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('Nothing was measured.');
  return middle;
}

/** The number in the middle. */
export function middleOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
