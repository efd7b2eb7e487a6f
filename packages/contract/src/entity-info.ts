import { z } from 'zod';
import { dto } from './dto.ts';
import { field } from './field.ts';
import { instant } from './text.ts';

/** What every stored record has. */
export const EntityInfo = dto('EntityInfo', {
  namespace: 'Voice.Api',
  description: 'What every stored record has: its identity, and who touched it when.',
  fields: {
    id: field(z.string().optional(), {
      description: 'Identifies the record. Given out by the service, never reused, and in order of creation.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    dateCreated: field(instant.optional(), {
      description: 'When the record was created: ISO 8601, UTC, milliseconds.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    dateLastModified: field(instant.optional(), {
      description: 'When the record was last changed: ISO 8601, UTC, milliseconds.',
      example: '2026-03-02T09:20:41.007Z',
    }),
    createdBy: field(z.string().optional(), {
      description: 'E-mail address, at that moment, of the user who created the record.',
      example: 'mara.lindqvist@example.com',
    }),
    lastModifiedBy: field(z.string().optional(), {
      description: 'E-mail address, at that moment, of the user who changed the record last.',
      example: 'mara.lindqvist@example.com',
    }),
  },
});
