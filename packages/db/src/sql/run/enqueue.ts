import { Prisma } from '../../generated/prisma/client.ts';

/** Name of the job that carries a run out. */
export const APPLY_JOB = 'apply_session';

/**
 * Puts the run `id` in the queue again; also the way to take it from a process that is gone. One that waits there
 * already keeps its place: else those that have waited longest would be overtaken for ever.
 */
export const ENQUEUE = Prisma.raw(
  `(graphile_worker.add_job('${APPLY_JOB}', json_build_object('runId', id), max_attempts := 1,
    job_key := 'run:' || id, job_key_mode := 'preserve_run_at')).id::text`,
);
