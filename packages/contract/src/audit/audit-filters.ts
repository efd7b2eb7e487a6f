import { z } from 'zod';
import { field } from '../field.ts';
import { callFilters } from '../request/call-filters.ts';
import { optionalId, singleLineText } from '../text.ts';

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
  userFilter: field(singleLineText(320).optional(), {
    description: 'Only what those did whose name contains this text, in any case.',
    example: 'ann@',
  }),
  refused: field(z.boolean().optional(), {
    description: 'Only what was refused, or only what was done. Left out, both.',
    example: false,
  }),
  ...callFilters,
} as const;
