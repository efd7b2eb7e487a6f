import type { Context } from './context.ts';

/**
 * Does what a procedure does, by the same rules and with the same resolver, without tRPC around it: that copies what it
 * hands on at each step, which takes a sixth of the time of a small request.
 *
 * @param input What the caller sent, not yet checked.
 * @throws ApiError, or whatever kept the resolver from its end: `apiErrorOf` says what it stands for.
 */
export type DirectCall = (request: Context, input: unknown) => Promise<unknown>;

const calls = new WeakMap<object, DirectCall>();

/** Says how a procedure is called directly. */
export function withDirectCall<Procedure extends object>(procedure: Procedure, call: DirectCall): Procedure {
  calls.set(procedure, call);
  return procedure;
}

/** How a procedure is called directly. All have such a way but subscriptions. */
export function directCallOf(procedure: object): DirectCall {
  const call = calls.get(procedure);
  if (!call) throw new Error('This is no procedure that can be called directly.');
  return call;
}
