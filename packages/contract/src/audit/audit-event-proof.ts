import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();
const DIGEST = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3a94a8fe5ccb19ba61c4c0873';

/** What proves an event, beside what it says. */
export const eventProofFields = {
  number: field(z.int(), {
    description: 'Place of the event among those of its record, from 1.',
    example: 3,
  }),
  id: field(z.string(), { description: 'Id of the event.', example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f' }),
  date: field(instant, { description: 'When: ISO 8601, UTC.', example: '2026-03-02T09:20:41.007Z' }),
  userId: field(text, { description: 'Who did it.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
  userName: field(z.string(), {
    description: 'E-mail address, at that moment, of whoever did it; (erased) once they were erased.',
    example: 'ann@example.com',
  }),
  way: field(text, {
    description: 'How they had signed in: password, oidc, browserSession, apiKey, token or oauth.',
    example: 'browserSession',
  }),
  apiKeyId: field(text, {
    description: 'Key they used, if any.',
    example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10',
  }),
  agentGrantId: field(text, {
    description: 'Grant of the agent that did it in their name, if one did.',
    example: '019dc3f4-b7c1-7d20-8e4f-1a2b3c4d5e6f',
  }),
  agentName: field(text, { description: 'What this agent called itself.', example: 'Claude' }),
  operation: field(z.string(), { description: 'What they called.', example: 'JudgeAISessionAction' }),
  entityType: field(z.string(), { description: 'Kind of record.', example: 'AISession' }),
  entityId: field(text, {
    description: 'Record that was changed.',
    example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
  }),
  changes: field(z.string(), {
    description: 'Changed columns with their values before and after, as the text that the digest covers.',
    example: '{"purpose": ["Review", "Review the billing settings"]}',
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
  whoSalt: field(text, {
    description: 'Salt of the digest of who did it. Absent once that was erased.',
    example: '5f4dcc3b5aa765d61d8327deb882cf99',
  }),
  whoDigest: field(text, { description: 'That digest, once who did it was erased.', example: DIGEST }),
  whatSalt: field(text, {
    description: 'Salt of the digest of what they did. Absent once some of that was erased.',
    example: '7c6a180b36896a0a8c02787eeafb0e4c',
  }),
  whatDigest: field(text, {
    description: 'That digest, once some of what they did was erased.',
    example: DIGEST,
  }),
  previousDigest: field(text, {
    description: 'Digest of the event before it of the same record. Absent for the first one.',
    example: DIGEST,
  }),
  digest: field(z.string(), {
    description: 'SHA-256 over its place, the digest before and what it says.',
    example: DIGEST,
  }),
} as const;

/** An event with what proves it. */
export const AuditEventProof = dto('AuditEventProof', {
  namespace: 'Voice.Api.Audit',
  description: 'An event of the audit trail with what proves that it is as it was written.',
  fields: eventProofFields,
});

/** The value of an {@link AuditEventProof}. */
export type AuditEventProof = Value<typeof AuditEventProof>;
