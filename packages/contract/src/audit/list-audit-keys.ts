import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { everyone, operation } from '../operation.ts';
import { AuditKeyInfo } from './audit-key-info.ts';

/** `GET /audit/keys` */
export const ListAuditKeys = operation({
  verb: 'GET',
  route: '/audit/keys',
  procedure: 'audit.keys',
  summary: 'Returns the public keys that heads and evidence are checked with.',
  access: everyone,
  agents: false,
  request: dto('ListAuditKeys', {
    namespace: 'Voice.Api.Audit',
    description:
      'Returns the public keys that heads and evidence are checked with, newest first. They are no secret: whoever checks needs no access here.',
    fields: {},
  }),
  response: dto('ListAuditKeysResponse', {
    namespace: 'Voice.Api.Audit',
    description: 'The public keys of the audit trail.',
    fields: {
      keys: field(z.array(AuditKeyInfo.schema), { description: 'All keys, newest first.', example: [] }),
    },
  }),
});
