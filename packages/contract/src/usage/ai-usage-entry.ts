import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { id, optionalId, singleLineText } from '../text.ts';
import { usageInstant } from './usage-instant.ts';

/** Most entries of one request. */
export const MAXIMUM_USAGE_ENTRIES = 1_000;

const MINUTES_MAXIMUM = 1_000_000;
const OUT_OF_BOUNDS = `must lie between -${MINUTES_MAXIMUM} and ${MINUTES_MAXIMUM}.`;

/** What is said of minutes that were spent. `ConversationId`, `AIMinutes`, `StartDate` and `EndDate` are the names of LiveAnswerCallback. */
export const usageEntryFields = {
  accountId: field(id, {
    description: 'Account that the minutes were spent for; it must exist.',
    example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
  }),
  customerId: field(optionalId, {
    description: 'Customer of the account, as your system names it. Left out, the account alone.',
    example: 'c-4711',
  }),
  externalId: field(singleLineText().optional(), {
    description:
      'Name of the entry in your system, at most 200 characters: sent again for the same account, it counts once.',
    example: 'call-20260302-0815',
  }),
  conversationId: field(singleLineText().optional(), {
    description: 'Stands for ExternalId, as LiveAnswerCallback calls it.',
    example: '',
  }),
  aiMinutes: field(z.int().min(-MINUTES_MAXIMUM, OUT_OF_BOUNDS).max(MINUTES_MAXIMUM, OUT_OF_BOUNDS), {
    description: 'Whole minutes. Less than 0 takes back what an earlier entry had too much.',
    example: 12,
    declaredName: 'AIMinutes',
  }),
  startDate: field(usageInstant, {
    description:
      'When it began: ISO 8601, in UTC where it names no zone. Its day in UTC is the one that the minutes count for.',
    example: '2026-03-02T08:15:00.000Z',
  }),
  endDate: field(usageInstant, {
    description: 'When it ended. It counts when there is no StartDate; one of the two is needed.',
    example: '2026-03-02T08:27:00.000Z',
  }),
} as const;

/** Minutes that were spent, as one of several entries. */
export const AIUsageEntry = dto('AIUsageEntry', {
  namespace: 'Voice.Api.AI',
  description: 'AI minutes that were spent.',
  fields: usageEntryFields,
});

/** The value of an {@link AIUsageEntry}. */
export type AIUsageEntry = Value<typeof AIUsageEntry>;
