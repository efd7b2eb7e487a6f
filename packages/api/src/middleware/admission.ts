import type { Principal } from '@ai-sessions/auth';
import type { Operation } from '@ai-sessions/contract';
import { watched } from '../call-watch.ts';
import type { Context } from '../context.ts';
import { middleware } from '../trpc.ts';
import { authorize } from './authorize.ts';
import { concurrencyLimit } from './concurrency-limit.ts';
import { refuseDryRun } from './dry-run.ts';
import { withStableErrors } from './error.ts';

/** Does work for whom the rules let through, and not otherwise; nobody is asked for where everyone may come. */
export type Admission = <T>(
  request: Context,
  work: (admitted: Principal | undefined) => T | Promise<T>,
) => Promise<T>;

/**
 * The rules before the input, in their order: a place at the gate, the caller's roles and limits, and no dry run where
 * nobody would look for it.
 */
export function admission(operation: Operation): Admission {
  return admissionBy(operation, concurrencyLimit);
}

/** The same without a place at the gate, for what waits for others. */
export function unlimitedAdmission(operation: Operation): Admission {
  return admissionBy(operation, (_, work) => work());
}

function admissionBy(operation: Operation, limit: typeof concurrencyLimit): Admission {
  return (request, work) =>
    limit(request, async () => {
      const admitted = await authorize(operation, request);
      await request.countCalls(1);
      refuseDryRun(operation, request);
      return work(admitted);
    });
}

/**
 * These rules before a procedure of tRPC, whose failures get their status; `ctx.admitted` is whom they let through. One
 * middleware, since tRPC copies all it hands on at each step.
 */
export function admitting(operation: Operation, admit: Admission) {
  return middleware(({ ctx: { request }, next }) =>
    watched(operation, request, () =>
      withStableErrors(() => admit(request, (admitted) => next({ ctx: { admitted } }))),
    ),
  );
}
