import { middleware } from '../trpc.ts';

/** Works on a request only once there is a place at the gate, and within its budget of time. */
export const concurrencyLimit = middleware(({ ctx, next }) => ctx.request.atGate(() => next()));
