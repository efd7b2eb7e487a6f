import { type AppRouter, type DirectCall, directCallOf } from '@ai-sessions/api';
import type { Operation } from '@ai-sessions/contract';

/** An operation with what does it. */
export interface Endpoint {
  readonly operation: Operation;
  /** Calls its procedure. */
  readonly call: DirectCall;
}

/** The endpoints of a router: its procedures with the operations they were built from. */
export function endpointsOf(router: AppRouter): readonly Endpoint[] {
  return Object.entries(router._def.procedures).flatMap(([name, group]) => proceduresOf(name, group));
}

function proceduresOf(path: string, value: unknown): readonly Endpoint[] {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return [];
  const operation = operationOf(value);
  // A subscription carries the operation that it follows, and is no way to call it.
  if (operation) return operation.procedure === path ? [{ operation, call: directCallOf(value) }] : [];
  return Object.entries(value).flatMap(([name, inner]) => proceduresOf(`${path}.${name}`, inner));
}

function operationOf(value: unknown): Endpoint['operation'] | undefined {
  const meta =
    typeof value === 'function' && '_def' in value
      ? (value as { _def: { meta?: unknown } })._def.meta
      : undefined;
  return typeof meta === 'object' && meta !== null && 'operation' in meta
    ? (meta.operation as Endpoint['operation'])
    : undefined;
}
