import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { afterHead } from './after-head.ts';
import { AuditHeadInfo } from './audit-head-info.ts';

/** `GET /audit/heads/export` */
export const ExportAuditHeads = operation({
  verb: 'GET',
  route: '/audit/heads/export',
  procedure: 'audit.exportHeads',
  summary: 'Returns the signed heads of the audit trail in order, to be kept elsewhere.',
  access: systemAdministrator,
  agents: false,
  streams: true,
  request: dto('ExportAuditHeads', {
    namespace: 'Voice.Api.Audit',
    description:
      'Returns the signed heads of the audit trail in order, in one answer of any length. Keep them where nobody who runs the service can change them: as JSON Lines, npx @ai-sessions/verify reads them.',
    fields: { afterHead },
  }),
  response: AuditHeadInfo,
});
