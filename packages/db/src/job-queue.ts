import type { Logger, Runner, TaskList } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import type { Log } from './log.ts';
import { APPLY_JOB } from './sql/run/enqueue.ts';

const RESTART_MS = 1_000;
/** Runs of sessions that one process carries out at a time; they mostly wait for others. */
const CONCURRENCY = 8;

/** The queue of jobs, as a process works on it. */
export interface JobQueue {
  /** Takes no further jobs from now on, and waits for those under way. */
  stop(): Promise<void>;
}

/** What {@link startJobQueue} works with. */
export interface JobQueueOptions {
  /** Connections to PostgreSQL itself, without a pooler in between. */
  readonly pool: Pool;
  readonly log: Log;
  /** Carries out the run of a session. */
  readonly applySession: (runId: string) => Promise<void>;
  /** What is done at times, by one process of all: name, cron expression in UTC, work. */
  readonly schedule: readonly {
    readonly name: string;
    readonly cron: string;
    readonly work: () => Promise<void>;
  }[];
}

/** Whether the tables of the queue are there. */
export async function isQueuePrepared(client: Pick<PoolClient, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS there",
  );
  return rows[0]?.there === true;
}

/** Makes the tables of the queue. Meant to be called under the lock of the migrations. */
export async function prepareQueue(pool: Pool): Promise<void> {
  const { Logger, runMigrations } = await loadWorker();
  await runMigrations({ pgPool: pool, logger: new Logger(quietly) });
}

/** Removes the jobs that will not be tried again: that of a process that was killed is made anew, and stays behind. */
export async function forgetDeadJobs(pool: Pool): Promise<void> {
  const { Logger, makeWorkerUtils } = await loadWorker();
  const utils = await makeWorkerUtils({ pgPool: pool, logger: new Logger(quietly) });
  try {
    await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS'] });
  } finally {
    await utils.release();
  }
}

/** Starts to work on the queue; when the database goes away, it begins again until it is stopped. */
export function startJobQueue({ pool, log, applySession, schedule }: JobQueueOptions): JobQueue {
  let stopped = false;
  let runner: Runner | undefined;
  let restart: NodeJS.Timeout | undefined;
  const taskList: TaskList = {
    [APPLY_JOB]: async (payload) => {
      if (hasRunId(payload)) await applySession(payload.runId);
    },
    ...Object.fromEntries(schedule.map(({ name, work }) => [name, work])),
  };
  const crontab = schedule.map(({ name, cron }) => `${cron} ${name} ?max=3`).join('\n');

  async function work(): Promise<void> {
    try {
      const { Logger, run } = await loadWorker();
      runner = await run({
        pgPool: pool,
        concurrency: CONCURRENCY,
        noHandleSignals: true,
        pollInterval: 1_000,
        taskList,
        crontab,
        logger: new Logger(() => toldTo(log)),
      });
      endUnlessItLooks(runner, log);
      // It was told to stop while it was still starting.
      if (stopped) await runner.stop();
      await runner.promise;
    } catch (error) {
      if (!stopped) log.warn({ reason: reasonOf(error) }, 'job queue failed, restarting');
    }
    runner = undefined;
    if (!stopped) restart = setTimeout(() => (working = work()), RESTART_MS).unref();
  }
  let working = work();
  let stopping: Promise<void> | undefined;

  async function stop(): Promise<void> {
    stopped = true;
    clearTimeout(restart);
    await runner?.stop().catch(() => {});
    await working;
  }

  return {
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/**
 * Ends a runner that fails when it looks for jobs for the first time. The library keeps what it asks the database for
 * then, and keeps a failure too: it would fail in the same way ever after.
 */
function endUnlessItLooks({ events, stop }: Runner, log: Log): void {
  const looked = () => {
    events.off('worker:getJob:empty', looked);
    events.off('job:start', looked);
    events.off('worker:getJob:error', failed);
  };
  const failed = ({ error }: { readonly error: unknown }) => {
    looked();
    log.warn({ reason: reasonOf(error) }, 'job queue could not fetch jobs, restarting');
    // The worker that failed is not done with it yet.
    setImmediate(() => void stop().catch(() => {}));
  };
  events.on('worker:getJob:empty', looked);
  events.on('job:start', looked);
  events.on('worker:getJob:error', failed);
}

function hasRunId(payload: unknown): payload is { runId: string } {
  return (
    typeof payload === 'object' && payload !== null && 'runId' in payload && typeof payload.runId === 'string'
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

type LogFunction = ReturnType<ConstructorParameters<typeof Logger>[0]>;

const quietly = (): LogFunction => () => {};

/** What the library has to say is of interest to whoever looks for a fault. */
function toldTo(log: Log): LogFunction {
  return (level, message) => {
    if (level === 'error') log.warn({ reason: message }, 'job queue');
    else log.debug({ reason: message }, 'job queue');
  };
}

/** The library takes longer to load than most of the service, and no request waits for it. */
function loadWorker() {
  return import('graphile-worker');
}
