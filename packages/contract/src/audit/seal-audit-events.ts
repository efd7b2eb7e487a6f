import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AuditHeadInfo } from './audit-head-info.ts';

/** `POST /audit/heads` */
export const SealAuditEvents = operation({
  verb: 'POST',
  route: '/audit/heads',
  procedure: 'audit.seal',
  summary: 'Signs a head over all events that none covers yet, and returns the newest head.',
  access: systemAdministrator,
  agents: false,
  request: dto('SealAuditEvents', {
    namespace: 'Voice.Api.Audit',
    description:
      'Signs a head over all events that none covers yet, and returns the newest head. The service does so by itself every minute.',
    fields: {},
  }),
  response: AuditHeadInfo,
});
