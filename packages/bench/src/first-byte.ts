import { Agent, request } from 'node:http';

/**
 * Measures the time from sending a request until its answer begins, in milliseconds: the median. Every connection asks
 * again as soon as it has read an answer to its end.
 *
 * @param headers Sent with each request, such as `Accept-Encoding`.
 */
export async function measureFirstByte(
  url: string,
  headers: Readonly<Record<string, string>>,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1_000;
  const times: number[] = [];
  const connection = async () => {
    while (performance.now() < end) times.push(await timeOf(url, headers, agent));
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    agent.destroy();
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

function timeOf(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = performance.now();
    const asking = request(url, { agent, headers }, (answer) => {
      const time = performance.now() - sent;
      if (answer.statusCode !== 200) reject(new Error(`${url} was answered ${answer.statusCode}.`));
      answer.resume().once('end', () => resolve(time));
    });
    asking.once('error', reject);
    asking.end();
  });
}
