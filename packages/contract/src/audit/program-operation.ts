/**
 * What the service does by itself, and what its commands do, as audit events name it in place of an operation.
 *
 * - `CreateFirstAdministrator`: at its first start.
 * - `PurgeAISessions`: removes sessions for good that were discarded long ago.
 */
export type ProgramOperation =
  | 'CreateFirstAdministrator'
  | 'PurgeAISessions'
  | 'npm run demo-data'
  | 'npm run key'
  | 'npm run recovery-link';
