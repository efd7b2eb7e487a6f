import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { inTransaction, sqlOn } from './pg-statements.ts';

/** Actions of the sessions that change our own data, one session each: their times tell how applying grows. */
export const OWN_ACTIONS = [250, 500, 1_000, 2_000] as const;
/** Actions of the session that calls a target. */
const CALLS = 200;
const LOOK_AGAIN_MS = 100;
const USER = 'bench@example.com';

/** A built service on a database of its own, so that no other one takes its runs. */
export interface AppliedService {
  readonly url: string;
  readonly pid: number;
  readonly pool: Pool;
  readonly key: string;
}

/** What it took to apply a session. */
export interface ApplyMeasure {
  /** From the start of the run to its end, by the clock of the database. */
  readonly seconds: number;
  /** Seconds of CPU of the service and of PostgreSQL, which other work on the machine changes less. */
  readonly cpuSeconds: number;
  readonly actions: number;
}

/** Applies a session of every kind once. */
export async function measureApplying(
  service: AppliedService,
  target: string,
  ownActions: readonly number[],
): Promise<Readonly<Record<string, ApplyMeasure>>> {
  const measures: Record<string, ApplyMeasure> = {};
  await callFunction(service.pool, target);
  for (const actions of ownActions) {
    const id = await sessionOf(service.pool, 'setSessionPurpose', actions);
    measures[`${actions.toLocaleString('en')} built-in actions`] = await applied(service, id, actions);
  }
  const id = await sessionOf(service.pool, 'bench', CALLS);
  measures[`${CALLS} actions to an HTTP target`] = await applied(service, id, CALLS);
  return measures;
}

/** Starts a target on loopback that answers at once. */
export async function startTarget(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The function that calls the target, once. */
async function callFunction(pool: Pool, target: string): Promise<void> {
  await inTransaction(pool, (sql) =>
    sql.rows({
      text: `INSERT INTO ai_function (name, title, parameters, risk, target, method, url, honours_idempotency_key, created_by, last_modified_by)
             SELECT 'bench', 'Set the purpose to {purpose}', '{"type":"object"}', 'Ordinary', 'Http', 'POST', $1, true, $2, $2
             WHERE NOT EXISTS (SELECT FROM ai_function WHERE name = 'bench')`,
      values: [target, USER],
    }),
  );
}

async function sessionOf(pool: Pool, functionName: string, actions: number): Promise<string> {
  return inTransaction(pool, async (sql) => {
    const [session] = await sql.rows<{ id: string }>({
      text: `INSERT INTO ai_session (purpose, created_by, last_modified_by) VALUES ('Apply', $1, $1) RETURNING id`,
      values: [USER],
    });
    const id = session?.id ?? '';
    await sql.rows({
      text: `INSERT INTO ai_session_action (session_id, function_name, arguments, created_by)
             SELECT $1, $2, format('{"purpose":"Step %s of the review before renewal"}', n), $3 FROM generate_series(1, $4::int) n`,
      values: [id, functionName, USER, actions],
    });
    return id;
  });
}

async function applied(service: AppliedService, id: string, actions: number): Promise<ApplyMeasure> {
  const { url, pool, key } = service;
  const before = await cpuSecondsOf(service);
  const response = await fetch(`${url}/ai/sessions/${id}/apply`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`Applying was answered ${response.status}.`);
  // It is answered after 25 s, while the run goes on.
  for (;;) {
    const [run] = await sqlOn(pool).rows<{ state: string; seconds: number }>({
      text: `SELECT state, extract(epoch FROM date_ended - date_started)::float8 AS seconds FROM ai_session_run WHERE session_id = $1`,
      values: [id],
    });
    if (run?.state === 'Applied')
      return { seconds: run.seconds, cpuSeconds: (await cpuSecondsOf(service)) - before, actions };
    if (run?.state !== 'Running') throw new Error(`The run is ${run?.state}.`);
    await delay(LOOK_AGAIN_MS);
  }
}

/** Ticks of the clock in a second, by which Linux tells CPU time. */
const TICKS = 100;

/** The CPU time so far of a service and of the processes of PostgreSQL that work for it. */
async function cpuSecondsOf({ pid, pool }: AppliedService): Promise<number> {
  const backends = await sqlOn(pool).rows<{ pid: number }>({
    text: 'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    values: [],
  });
  const seconds = await Promise.all(
    [pid, ...backends.map((backend) => backend.pid)].map(cpuSecondsOfProcess),
  );
  return seconds.reduce((sum, one) => sum + one, 0);
}

async function cpuSecondsOfProcess(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the process is in parentheses and may hold spaces.
  const [, , , , , , , , , , , user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return (user + system) / TICKS;
}
