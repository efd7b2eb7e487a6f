import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AuditEventInfo } from './audit-event-info.ts';
import { auditFilters } from './audit-filters.ts';

/** `GET /audit/events/export` */
export const ExportAuditEvents = operation({
  verb: 'GET',
  route: '/audit/events/export',
  procedure: 'audit.export',
  summary: 'Returns all matching events of the audit trail, newest first, in one answer of any length.',
  access: systemAdministrator,
  agents: false,
  streams: true,
  request: dto('ExportAuditEvents', {
    namespace: 'Voice.Api.Audit',
    description: 'Returns all matching events of the audit trail, newest first, in one answer of any length.',
    fields: auditFilters,
  }),
  response: AuditEventInfo,
});
