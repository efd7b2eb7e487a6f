export { AUDIT_KEY_SECRET, type AuditKeys, createAuditKeys } from './audit-keys.ts';
export { sealAudit } from './audit-seal.ts';
export { makeSessionEvidence } from './session-evidence.ts';
