import type { Context } from '../context.ts';

/** Works on a request only once there is a place at the gate, and within its budget of time. */
export function concurrencyLimit<T>(request: Context, work: () => Promise<T>): Promise<T> {
  return request.atGate(work);
}
