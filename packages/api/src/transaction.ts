import { inTransaction, type Sql } from '@ai-sessions/db';
import type { Call } from './context.ts';

/** Runs work in a transaction: the one that the call is in already, or one of its own. */
export function transactional<T>(call: Call<unknown>, work: (sql: Sql) => Promise<T>): Promise<T> {
  const { services } = call.context;
  return call.sql === services.sql ? inTransaction(services.pool, work) : work(call.sql);
}
