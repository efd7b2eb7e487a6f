import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { reviewerFields } from './reviewer-fields.ts';

/** A user whom a comment mentions. */
export const AIMentionedUser = dto('AIMentionedUser', {
  namespace: 'Voice.Api.AI',
  description: 'A user whom a comment mentions.',
  fields: {
    userId: field(z.string(), {
      description: 'The user.',
      example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
    }),
    ...reviewerFields,
  },
});

/** The value of an {@link AIMentionedUser}. */
export type AIMentionedUser = Value<typeof AIMentionedUser>;
