export { type Database, type DatabaseOptions, openDatabase } from './client.ts';
export { classifyDatabaseError, type DatabaseErrorKind } from './database-error.ts';
export type { AnswersFor, Db, Tx } from './db.ts';
export { addDemoRows } from './demo/demo-data.ts';
export {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/embedded-postgres.ts';
export { forgetDeadJobs, type JobQueue, startJobQueue } from './job-queue.ts';
export { isServedAt } from './living-service.ts';
export type { Log } from './log.ts';
export { MigrationError, migrate, pendingMigrations } from './migrate.ts';
export { limitPooledConnections, PoolerError } from './pooler.ts';
export * from './repository/index.ts';
export type { AnsweredRequest } from './request-line.ts';
export { createRequestLog, type RequestLog } from './request-log.ts';
export { type Refusal, type Result, unwrap } from './result.ts';
export { createSessionFeed, type SessionFeed } from './session-feed.ts';
export { createSessionViewers, type SessionViewers } from './session-viewers.ts';
export type { AcquiredStep } from './sql/run/acquire-run.ts';
export type { OwnChange } from './sql/run/change-own-data.ts';
export { APPLY_JOB } from './sql/run/enqueue.ts';
export { holdSession } from './sql/run/hold-session.ts';
export type { RunKey } from './sql/run/run-key.ts';
export type { ActionProgress } from './sql/session/find-session-progress.ts';
export type { StatementWatch } from './statement/watched-adapter.ts';
export { createStorageGuard, type StorageGuard } from './storage-guard.ts';
