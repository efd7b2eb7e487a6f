export { type PgBouncer, startPgBouncer } from './pgbouncer.ts';
export { type Replica, startReplica } from './replica.ts';
export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.ts';
export { quietLog } from './test-server.ts';
