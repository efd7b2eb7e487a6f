/** Settings of a session of PostgreSQL by name. Times are in milliseconds. */
export type ConnectionSettings = Readonly<Record<string, string | number>>;

const LOCK_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 4_000;
const IDLE_IN_TRANSACTION_MS = 10_000;

/** `pg` waits for ever by default; a caller gets an answer within five seconds even when the database hangs. */
export const HURRIED: ConnectionSettings = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  lock_timeout: LOCK_TIMEOUT_MS,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  timezone: 'UTC',
  // Our statements are short. PostgreSQL would compile those whose cost it overrates, which takes it longer than they do.
  jit: 'off',
};

/** The same for what no client waits for: statements may take as long as they need. */
export const UNHURRIED: ConnectionSettings = { ...HURRIED, statement_timeout: 0 };

/** Without limits, whatever the role has by itself: for migrations. */
export const UNLIMITED: ConnectionSettings = {
  statement_timeout: 0,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 0,
};

/** The settings as they are sent with a connection, so that they cost no statement. Poolers refuse them. */
export function startupOptions(settings: ConnectionSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** The settings as statements, for a session that is open. */
export function settingStatements(settings: ConnectionSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `SET ${name} = '${value}'`)
    .join('; ');
}
