import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { reviewerFields } from './reviewer-fields.ts';

/** A user who can be mentioned. */
export const AIReviewerInfo = dto('AIReviewerInfo', {
  namespace: 'Voice.Api.AI',
  description: 'A user who reviews sessions and can be mentioned in comments.',
  fields: {
    id: field(z.string(), { description: 'The user.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
    ...reviewerFields,
  },
});

/** The value of an {@link AIReviewerInfo}. */
export type AIReviewerInfo = Value<typeof AIReviewerInfo>;
