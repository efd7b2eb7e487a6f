// `npm run failover -- [--rounds 10]`: kills the primary under the service, again and again; every second time its agent too.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startCluster } from './cluster.ts';
import { compare } from './compare.ts';
import { startService } from './service.ts';
import { startWriters } from './writers.ts';

/** How long is written before a kill, and after the end of an outage. */
const CALM_MS = 2_000;
const DYING_MS = 1_000;
const LAST_WRITES_MS = 30_000;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } });
const rounds = Number(values.rounds);

console.log('Starting etcd, three members of PostgreSQL with their agents, and HAProxy ...');
const cluster = await startCluster();
const service = await startService(cluster.url);
const writers = startWriters(service);
let longestMs = 0;
let ended = false;
try {
  for (let round = 1; round <= rounds; round++) {
    await delay(CALM_MS);
    writers.stretch();
    const withAgent = round % 2 === 0;
    const killed = await cluster.killPrimary(withAgent);
    // What was under way when its parent died may still end.
    await delay(DYING_MS);
    await writers.acknowledgesAgain();
    const primary = await cluster.primary();
    await delay(CALM_MS);
    const seen = writers.stretch();
    longestMs = Math.max(longestMs, seen.outageMs);
    console.log(
      `Round ${round}: ${killed}${withAgent ? ' and its agent' : ''} killed, ${primary === killed ? 'and started again' : `${primary} took over`}; ` +
        `no write for ${seconds(seen.outageMs)}, ${seen.acknowledged} acknowledged, ${seen.refused} refused, ` +
        `${seen.unanswered} unanswered, slowest answer ${seconds(seen.slowestMs)}`,
    );
    cluster.startAgents();
    await cluster.healthy();
  }
  ended = true;
} finally {
  // When there is no primary any more, they would insist for ever.
  await Promise.race([writers.stop(), delay(LAST_WRITES_MS)]);
  const { acknowledged, wrong } = writers.written;
  const { lost, duplicates } = await compare(cluster.url, acknowledged);
  const survived = service.isRunning();
  console.log(
    `${acknowledged.size} sessions acknowledged: ${lost} lost or without their last change, ${duplicates} duplicates; ` +
      `longest time without a write ${seconds(longestMs)}; ${wrong.length} answers other than 503 with Retry-After; ` +
      `the service ${survived ? 'was never restarted' : 'has ended'}.`,
  );
  for (const answer of wrong.slice(0, 10)) console.log(answer);
  if (!ended || lost + duplicates + wrong.length > 0 || !survived) process.exitCode = 1;
  await service.stop();
  await cluster.stop();
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
