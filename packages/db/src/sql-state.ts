/** SQLSTATE of a reference to a row that does not exist. */
export const FOREIGN_KEY_VIOLATION = '23503';
/** SQLSTATE of a row that cannot go because others refer to it; before PostgreSQL 18 it is that of the reference. */
export const RESTRICT_VIOLATION = '23001';
/** SQLSTATE of a value that exists already and must be unique. */
export const UNIQUE_VIOLATION = '23505';
/** SQLSTATE of a lock that was not granted in time. */
export const LOCK_NOT_AVAILABLE = '55P03';

/** SQLSTATEs of transactions that got in each other's way. */
const CONFLICTS = new Set([LOCK_NOT_AVAILABLE, '40001', '40P01']);

/** Whether a statement was undone only because of what others did at the same moment. */
export function isUndoneByConflict(state: string): boolean {
  return CONFLICTS.has(state);
}

/** How many causes are followed. */
const DEPTH = 8;

/**
 * The SQLSTATE of an error of PostgreSQL, as `pg` gives it (`code`) or as Prisma wraps it: in
 * `meta.driverAdapterError.cause.originalCode`, below a code of its own.
 */
export function sqlStateOf(error: unknown): string | undefined {
  let current = error;
  let found: string | undefined;
  for (let depth = 0; depth < DEPTH && typeof current === 'object' && current !== null; depth++) {
    const original: unknown = Reflect.get(current, 'originalCode');
    if (typeof original === 'string') return original;
    const code: unknown = Reflect.get(current, 'code');
    if (found === undefined && typeof code === 'string') found = code;
    current = innerErrorOf(current);
  }
  return found;
}

/** The error that one was made from. Prisma keeps that of the driver in `meta`, not in `cause`. */
export function innerErrorOf(error: object): unknown {
  if ('cause' in error && error.cause !== undefined) return error.cause;
  const meta: unknown = Reflect.get(error, 'meta');
  return typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'driverAdapterError') : undefined;
}
