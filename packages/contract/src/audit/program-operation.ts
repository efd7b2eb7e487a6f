/**
 * What the service does by itself, and what its commands do, as audit events name it in place of an operation.
 *
 * - `AllowAgent`: on the page that asks for consent, or at the first token of a provider.
 * - `CreateFirstAdministrator`: at its first start.
 * - `DisableAIWebhook`: when none of its deliveries has succeeded for days.
 * - `PurgeAISessions`: removes sessions for good that were discarded long ago.
 * - `PurgeAISessionRuns`, `PurgeAIWebhookDeliveries`, `PurgeAuditEvents`,
 *   `PurgeRequestLog`: remove what is older than the rules of keeping say.
 * - `npm run demo-data`: in events from when it left some.
 * - `npm run restore`: stops all applying, because what was applied since the backup is not known.
 */
export type ProgramOperation =
  | 'AllowAgent'
  | 'CreateFirstAdministrator'
  | 'DisableAIWebhook'
  | 'PurgeAISessionRuns'
  | 'PurgeAISessions'
  | 'PurgeAIWebhookDeliveries'
  | 'PurgeAuditEvents'
  | 'PurgeRequestLog'
  | 'npm run demo-data'
  | 'npm run key'
  | 'npm run recovery-link'
  | 'npm run restore'
  | 'npm run rotate-secret';
