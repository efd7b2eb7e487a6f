import { apiErrorOf, trpcErrorOf } from '../failure.ts';
import { middleware } from '../trpc.ts';

/** Gives every failure of what follows its stable code and status, whatever threw it. */
export const error = middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw trpcErrorOf(apiErrorOf(result.error));
  return result;
});
