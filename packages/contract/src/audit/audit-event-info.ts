import { z } from 'zod';
import { ApiKeyKind } from '../api-key/api-key-info.ts';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();

/** A field before and after a change. */
export const ChangeInfo = dto('ChangeInfo', {
  namespace: 'Voice.Api.Audit',
  description: 'A field before and after a change. Of secrets it only says that they changed.',
  fields: {
    field: field(z.string(), { description: 'Name of the field.', example: 'purpose' }),
    before: field(text, {
      description: 'Value before: text as it is, everything else as JSON. Absent when there was none.',
      example: 'Review the billing settings',
    }),
    after: field(text, {
      description: 'Value after, in the same way. Absent when there is none any more.',
      example: 'Review the billing settings before renewal',
    }),
  },
});

/** The value of a {@link ChangeInfo}. */
export type ChangeInfo = Value<typeof ChangeInfo>;

/** Something that somebody did, or tried. */
export const AuditEventInfo = dto('AuditEventInfo', {
  namespace: 'Voice.Api.Audit',
  description:
    'Something that somebody did or tried to do. Events are never changed; months that are too old are removed where the operator wants that.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the event.',
      example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f',
    }),
    date: field(instant, { description: 'When: ISO 8601, UTC.', example: '2026-03-02T09:20:41.007Z' }),
    userId: field(text, {
      description: 'Who did it. Absent for strangers and for the service itself.',
      example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
    }),
    userName: field(text, {
      description: 'E-mail address, at that moment, of whoever did it, or the name they gave.',
      example: 'ann@example.com',
    }),
    way: field(text, {
      description: 'How they had signed in: password, browserSession, apiKey, token or oauth.',
      example: 'browserSession',
    }),
    apiKeyId: field(text, {
      description: 'Key they used, if any.',
      example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10',
    }),
    apiKeyName: field(text, {
      description: 'What this key is called now. Absent when it is gone.',
      example: 'Billing import',
    }),
    apiKeyKind: field(ApiKeyKind.optional(), {
      description: 'What uses this key. Absent when it is gone.',
      example: 'Integration',
    }),
    agentGrantId: field(text, {
      description: 'Grant of the agent that did it in their name, if one did.',
      example: '019dc3f4-b7c1-7d20-8e4f-1a2b3c4d5e6f',
    }),
    agentName: field(text, {
      description: 'What this agent called itself.',
      example: 'Claude',
    }),
    operation: field(z.string(), { description: 'What they called.', example: 'PatchAISession' }),
    entityType: field(z.string(), {
      description: 'Kind of record: AISession, Account, User, ApiKey, AgentGrant or BrowserSession.',
      example: 'AISession',
    }),
    entityId: field(text, {
      description: 'Record that was changed.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    entityName: field(text, {
      description:
        'What the record is called now: purpose, name or e-mail address, up to 200 characters. Absent when it is gone or has no name.',
      example: 'Review the billing settings before renewal',
    }),
    changes: field(z.array(ChangeInfo.schema).optional(), {
      description: 'Fields that changed, with their values before and after.',
      example: [],
    }),
    refusal: field(text, {
      description: 'Why it was refused. Absent for what was done.',
      example: 'Unauthorized',
    }),
    requestId: field(text, {
      description: 'Request, as in the header X-Request-Id.',
      example: 'a5f1c8d2-7b3e-4f90-8c1d-2e3f4a5b6c7d',
    }),
    address: field(text, { description: 'Address the request came from.', example: '198.51.100.7' }),
  },
});

/** The value of an {@link AuditEventInfo}. */
export type AuditEventInfo = Value<typeof AuditEventInfo>;
