// `npm run rolling-restart -- [--rounds 3]`: restarts four processes behind HAProxy, one after the other, under load.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startCallers } from './callers.ts';
import { startFollowers } from './followers.ts';
import { startFront } from './front.ts';
import { freePort } from './processes.ts';
import { type Service, startService } from './service.ts';

const PROCESSES = 4;
/** How long all of them serve before one is stopped. */
const CALM_MS = 1_000;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const rounds = Number(values.rounds);

const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-rolling-'));
const password = crypto.randomUUID();
const ports = await Promise.all(Array.from({ length: PROCESSES }, freePort));
const start = (port: number) =>
  startService({ folder, port, password, databaseUrl: process.env.DATABASE_URL });
console.log(`Starting ${PROCESSES} processes at once, and HAProxy ...`);
const front = await startFront(ports);
const processes: Service[] = await Promise.all(ports.map(start));
const wrong: string[] = [];
try {
  await front.sendsToAll();
  const access = { url: front.url, authorization: processes[0]?.authorization ?? '' };
  const callers = startCallers(access);
  const followers = await startFollowers(access);
  for (let round = 1; round <= rounds; round++) {
    for (const [index, port] of ports.entries()) {
      await delay(CALM_MS);
      const code = await processes[index]?.stop();
      if (code !== 0) wrong.push(`Process ${index + 1} exited with ${code}.`);
      processes[index] = await start(port);
      await front.sendsToAll();
    }
    const { answered, failures } = callers.calls;
    console.log(`Round ${round}: all restarted; ${answered} requests answered, ${failures.length} failed.`);
  }
  await delay(CALM_MS);
  const followed = await followers.stop();
  await callers.stop();
  const { answered, failures } = callers.calls;
  wrong.push(...failures, ...followed.failures);
  console.log(
    `${rounds * PROCESSES} restarts: ${answered} requests, of which ${failures.length} failed; ` +
      `${followed.queued} actions heard of over streams that ended ${followed.ended} times, ${followed.failures.length} failures.`,
  );
  for (const failure of wrong.slice(0, 10)) console.log(failure);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await Promise.all(processes.map((one) => one.stop()));
  await front.stop();
  await rm(folder, { recursive: true, force: true });
}
