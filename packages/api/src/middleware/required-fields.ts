import type { Operation } from '@ai-sessions/contract';
import { checkRequired } from '../required-fields.ts';
import { middleware } from '../trpc.ts';

/** Refuses input that lacks what the operator demands beyond the API. */
export function requiredFields(operation: Operation) {
  return middleware(({ ctx, input, next }) => {
    checkRequired(ctx.request.services.requiredFields, operation, input as Readonly<Record<string, unknown>>);
    return next();
  });
}
