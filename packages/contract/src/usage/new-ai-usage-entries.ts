import { z } from 'zod';
import { dto } from '../dto.ts';
import { field, optional } from '../field.ts';
import { allOf, operation } from '../operation.ts';
import { AIUsageEntry, MAXIMUM_USAGE_ENTRIES, usageEntryFields } from './ai-usage-entry.ts';

const LIMIT = MAXIMUM_USAGE_ENTRIES.toLocaleString('en');

/** What became of entries that were sent. */
const NewAIUsageEntriesResponse = dto('NewAIUsageEntriesResponse', {
  namespace: 'Voice.Api.AI',
  description: 'What became of the entries.',
  fields: {
    added: field(z.int(), { description: 'How many were added.', example: 2 }),
    alreadyKnown: field(z.int(), {
      description: 'How many had been sent before, and count once.',
      example: 0,
    }),
  },
});

/** `POST /ai/usage/entries` */
export const NewAIUsageEntries = operation({
  verb: 'POST',
  route: '/ai/usage/entries',
  procedure: 'usage.add',
  summary:
    'Adds AI minutes that were spent: one entry, or many at once, each counted once however often it is sent.',
  access: allOf('SystemAdministrator'),
  idempotencyKey: true,
  request: dto('NewAIUsageEntries', {
    namespace: 'Voice.Api.AI',
    description:
      'Adds AI minutes that were spent: one entry, or many at once, each counted once however often it is sent. All of them are added or none. Of what LiveAnswerCallback sends, these fields are read and the others passed over.',
    fields: {
      ...usageEntryFields,
      accountId: optional(usageEntryFields.accountId),
      aiMinutes: optional(usageEntryFields.aiMinutes),
      entries: field(
        z
          .array(AIUsageEntry.schema)
          .max(MAXIMUM_USAGE_ENTRIES, `must have ${LIMIT} entries or fewer.`)
          .optional(),
        {
          description: `Several entries, beside the one that the other fields make up if they are given: at most ${LIMIT}.`,
          example: [
            {
              accountId: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
              externalId: 'call-20260302-0900',
              aiMinutes: 7,
              startDate: '2026-03-02T09:00:00.000Z',
            },
          ],
        },
      ),
    },
  }),
  response: NewAIUsageEntriesResponse,
});
