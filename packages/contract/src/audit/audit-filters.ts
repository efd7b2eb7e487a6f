import { z } from 'zod';
import { field } from '../field.ts';
import { givenInstant, optionalId, singleLineText } from '../text.ts';

/** What events of the audit trail are narrowed down by. */
export const auditFilters = {
  entityType: field(singleLineText(50).optional(), {
    description:
      'Only events of this kind of record: AISession, Account, User, ApiKey, AgentGrant or BrowserSession.',
    example: 'AISession',
  }),
  entityId: field(optionalId, {
    description: 'Only events of this record.',
    example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
  }),
  userId: field(optionalId, {
    description: 'Only what this user did.',
    example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
  }),
  userFilter: field(singleLineText(320).optional(), {
    description: 'Only what those did whose name contains this text, in any case.',
    example: 'ann@',
  }),
  requestId: field(singleLineText(64).optional(), {
    description: 'Only what came of this request, as in the header X-Request-Id of its answer.',
    example: 'a5f1c8d2-7b3e-4f90-8c1d-2e3f4a5b6c7d',
  }),
  operation: field(singleLineText(100).optional(), {
    description: 'Only calls of this operation.',
    example: 'PatchAISession',
  }),
  refused: field(z.boolean().optional(), {
    description: 'Only what was refused, or only what was done. Left out, both.',
    example: false,
  }),
  from: field(givenInstant, {
    description: 'Only events at this instant or later: ISO 8601 with its zone.',
    example: '2026-03-02T00:00:00.000Z',
  }),
  until: field(givenInstant, {
    description: 'Only events before this instant: ISO 8601 with its zone.',
    example: '2026-03-03T00:00:00.000Z',
  }),
} as const;
