import { apiErrorOf, trpcErrorOf } from '../failure.ts';

/** What a middleware of tRPC ends with. */
type Ended = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/** Gives every failure of what follows its stable code and status, whatever threw it. */
export async function withStableErrors<Result extends Ended>(next: () => Promise<Result>): Promise<Result> {
  try {
    const result = await next();
    if (!result.ok) throw result.error;
    return result;
  } catch (error) {
    throw trpcErrorOf(apiErrorOf(error));
  }
}
