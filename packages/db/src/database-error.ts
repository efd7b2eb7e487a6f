import { innerErrorOf } from './sql-state.ts';

/** What an error means for the service: an outage to wait for, storage without room, or something else. */
export type DatabaseErrorKind = 'unavailable' | 'storageFull' | 'other';

/** SQLSTATEs and classes of SQLSTATEs that are outages, not bugs. */
const OUTAGE_STATES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53300',
  '53400',
  '55P03',
  '57014',
  '25006',
  '40001',
  '40P01',
  '53200',
]);
const OUTAGE_CLASSES = ['08', '58'];
const STORAGE_STATES = new Set(['53100']);

/** Codes of Node's sockets. */
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Codes of Prisma for a database that cannot be reached, is too busy or timed out. */
const PRISMA_CODES = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
]);

/** What `pg` says without giving a code. */
const OUTAGE_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|cannot use a pool after calling end|connection ended unexpectedly|server closed the connection/i;

/** How many causes are followed. */
const DEPTH = 8;

/** Classifies an error, looking into its causes. */
export function classifyDatabaseError(error: unknown): DatabaseErrorKind {
  let current: unknown = error;
  for (let depth = 0; depth < DEPTH && typeof current === 'object' && current !== null; depth++) {
    const kind = classifyOne(current);
    if (kind !== 'other') return kind;
    current = innerErrorOf(current);
  }
  return 'other';
}

function classifyOne(error: object): DatabaseErrorKind {
  if (error instanceof AggregateError && error.errors.length > 0)
    return classifyDatabaseError(error.errors[0]);
  for (const code of codesOf(error)) {
    if (STORAGE_STATES.has(code)) return 'storageFull';
    const isState = /^[0-9A-Z]{5}$/.test(code);
    if (OUTAGE_STATES.has(code) || SOCKET_CODES.has(code) || PRISMA_CODES.has(code)) return 'unavailable';
    if (isState && OUTAGE_CLASSES.some((prefix) => code.startsWith(prefix))) return 'unavailable';
  }
  return 'message' in error && OUTAGE_MESSAGES.test(String(error.message)) ? 'unavailable' : 'other';
}

/** Codes stand on the error itself or, with Prisma's driver adapters, on `originalCode`. */
function codesOf(error: object): readonly string[] {
  return ['code', 'originalCode', 'errorCode'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? [value] : [];
  });
}
