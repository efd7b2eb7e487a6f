import pg from 'pg';
import { z } from 'zod';
import type { AppProcess } from './app-process.ts';
import type { BalancerFigures } from './balancer.ts';
import { compare, type Differences } from './compare.ts';
import { type Follower, follow } from './follower.ts';
import { insistingClient, type Trouble } from './insisting-client.ts';
import { type Load, type Seen, startPrograms } from './programs.ts';
import type { BalancedService } from './service.ts';

const FOLLOWERS = 4;

const Made = z.object({ id: z.string() });

/** What was seen while processes were restarted. */
export interface Report {
  readonly seen: Seen;
  readonly trouble: Trouble;
  readonly differences: Differences;
  readonly balancer: BalancerFigures;
  /** Writes by a process of which every follower heard. */
  readonly heard: number;
  /** How often followers had to connect again. */
  readonly reconnections: number;
  /** Exit codes other than 0, and what processes have logged about failures. There should be none. */
  readonly problems: readonly string[];
  readonly restarts: number;
  /** The longest time from the signal to a process until it was there again and got requests. */
  readonly slowestRestartMs: number;
}

/** How much is tried. */
export interface RestartOptions {
  /** What writes and reads meanwhile. */
  readonly load: Load;
  /** How often each process is restarted. */
  readonly rounds: number;
  /** Is told of each restart. */
  readonly onRestart?: (name: string, milliseconds: number) => void;
}

/** Restarts the processes of a service one after the other while programs use it through the balancer. */
export async function restartAll(service: BalancedService, options: RestartOptions): Promise<Report> {
  const { processes, balancer, authorization, databaseUrl } = service;
  const client = insistingClient(balancer.url, authorization);
  const answer = await client.send('/ai/sessions', { json: { purpose: 'Followed' } });
  const { id } = Made.parse(answer.body);
  const followers = Array.from({ length: FOLLOWERS }, () => follow(balancer.url, id, authorization));
  const programs = startPrograms(client, options.load);
  const problems: string[] = [];
  let heard = 0;
  let restarts = 0;
  let slowestRestartMs = 0;

  /** Has every process change the followed session, itself; every follower hears of each change. */
  async function everyoneHearsOf(writers: readonly AppProcess[]): Promise<void> {
    for (const writer of writers) {
      const direct = insistingClient(writer.url, authorization);
      const purpose = `Followed, change ${++heard} by ${writer.name}`;
      await direct.send(`/ai/sessions/${id}`, { method: 'PATCH', json: { purpose } });
      const version = await versionOf(databaseUrl, id);
      await Promise.all(followers.map((follower: Follower) => follower.hears(version)));
    }
  }

  try {
    await everyoneHearsOf(processes);
    for (let round = 1; round <= options.rounds; round++) {
      for (const process of processes) {
        const began = performance.now();
        const others = processes.filter((other) => other !== process);
        const [exitCode] = await Promise.all([process.stop(), everyoneHearsOf(others)]);
        if (exitCode !== 0) problems.push(`${process.name} ended with ${exitCode}`);
        await process.start();
        await balancer.allUp();
        const took = performance.now() - began;
        slowestRestartMs = Math.max(slowestRestartMs, took);
        restarts++;
        options.onRestart?.(process.name, took);
        await everyoneHearsOf([process]);
      }
    }
  } finally {
    await programs.stop();
    for (const follower of followers) follower.leave();
  }
  for (const process of processes) if (process.problems()) problems.push(process.problems());
  return {
    seen: programs.seen,
    trouble: client.trouble(),
    differences: await compare(databaseUrl, programs.seen),
    balancer: await balancer.figures(),
    heard,
    reconnections: followers.reduce((sum, follower) => sum + follower.reconnections(), 0),
    problems,
    restarts,
    slowestRestartMs,
  };
}

async function versionOf(databaseUrl: string, id: string): Promise<number> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: number }>('SELECT version FROM ai_session WHERE id = $1', [
      id,
    ]);
    return Number(rows[0]?.version);
  } finally {
    await client.end();
  }
}
