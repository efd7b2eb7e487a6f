import type { Operation } from '@ai-sessions/contract';
import { middleware } from '../trpc.ts';
import { authorize } from './authorize.ts';
import { concurrencyLimit } from './concurrency-limit.ts';
import { refuseDryRun } from './dry-run.ts';
import { withStableErrors } from './error.ts';

/**
 * The rules before the input, in their order: failures get their status, a place at the gate, the caller's roles and
 * limits, and no dry run where nobody would look for it. `ctx.admitted` is whom they let through. One middleware, since tRPC copies all
 * it hands on at each step.
 */
export function admission(operation: Operation) {
  return admissionBy(operation, concurrencyLimit);
}

/** The same without a place at the gate, for what waits for others. */
export function unlimitedAdmission(operation: Operation) {
  return admissionBy(operation, (_, work) => work());
}

function admissionBy(operation: Operation, limit: typeof concurrencyLimit) {
  return middleware(({ ctx: { request }, next }) =>
    withStableErrors(() =>
      limit(request, async () => {
        const admitted = await authorize(operation, request);
        await request.countCalls(1);
        refuseDryRun(operation, request);
        return next({ ctx: { admitted } });
      }),
    ),
  );
}
