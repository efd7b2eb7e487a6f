import { z } from 'zod';
import { field } from '../field.ts';
import { optionalId, singleLineText } from '../text.ts';
import { ApiKeyKind } from './api-key-info.ts';

/** What lists and exports of API keys can be narrowed down by. */
export const keyFilters = {
  userId: field(optionalId, {
    description: 'Only keys of this user. Only a system administrator may name others.',
    example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
  }),
  text: field(singleLineText().optional(), {
    description:
      'Only keys whose name, or the e-mail address of whose user, contains this text, in any case.',
    example: 'import',
  }),
  kind: field(ApiKeyKind.optional(), { description: 'Only keys that this uses.', example: 'Agent' }),
  usable: field(z.boolean().optional(), {
    description: 'Only keys that work, or only those that were revoked or have expired.',
    example: true,
  }),
} as const;
