import { z } from 'zod';
import { dto } from '../dto.ts';
import { exampleOf } from '../example.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { afterHead } from './after-head.ts';
import { AuditEventProof } from './audit-event-proof.ts';
import { AuditHeadInfo } from './audit-head-info.ts';

const RemovedAuditEvent = dto('RemovedAuditEvent', {
  namespace: 'Voice.Api.Audit',
  description: 'An event that is not there any more: what its head knows of it.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the event.',
      example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f',
    }),
    digest: field(z.string(), {
      description: 'Digest that it had.',
      example: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3a94a8fe5ccb19ba61c4c0873',
    }),
  },
});

const AuditProofLine = dto('AuditProofLine', {
  namespace: 'Voice.Api.Audit',
  description: 'A line of the proof: one of its members is there.',
  fields: {
    head: field(AuditHeadInfo.schema.optional(), {
      description: 'A head. The events that it covers follow.',
      example: AuditHeadInfo.schema.parse(exampleOf(AuditHeadInfo.type)),
    }),
    event: field(AuditEventProof.schema.optional(), {
      description: 'An event that the head before covers.',
      example: AuditEventProof.schema.parse(exampleOf(AuditEventProof.type)),
    }),
    removed: field(RemovedAuditEvent.schema.optional(), {
      description: 'An event that the head before covers, and that is gone.',
      example: RemovedAuditEvent.schema.parse(exampleOf(RemovedAuditEvent.type)),
    }),
  },
});

/** `GET /audit/proof` */
export const ExportAuditProof = operation({
  verb: 'GET',
  route: '/audit/proof',
  procedure: 'audit.exportProof',
  summary: 'Returns the whole audit trail with what proves it, to be checked elsewhere.',
  access: systemAdministrator,
  agents: false,
  streams: true,
  request: dto('ExportAuditProof', {
    namespace: 'Voice.Api.Audit',
    description:
      'Returns all heads of the audit trail, each followed by the events that it covers. As JSON Lines, npx @ai-sessions/verify checks it.',
    fields: { afterHead },
  }),
  response: AuditProofLine,
});
