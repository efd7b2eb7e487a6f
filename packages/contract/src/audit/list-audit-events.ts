import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AuditEventInfo } from './audit-event-info.ts';
import { auditFilters } from './audit-filters.ts';

/** `GET /audit/events` */
export const ListAuditEvents = operation({
  verb: 'GET',
  route: '/audit/events',
  procedure: 'audit.list',
  summary: 'Returns what was done and tried, page by page, newest first.',
  access: systemAdministrator,
  agents: false,
  request: dto('ListAuditEvents', {
    namespace: 'Voice.Api.Audit',
    description: 'Returns what was done and tried, page by page, newest first.',
    extends: listRequest(AuditEventInfo),
    fields: auditFilters,
  }),
  response: listResponse(AuditEventInfo),
});
