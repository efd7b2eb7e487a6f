import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { namedSession } from '../overview/named-session.ts';
import { instant } from '../text.ts';

/** A comment that mentions the caller. */
export const AIMentionInfo = dto('AIMentionInfo', {
  namespace: 'Voice.Api.AI',
  description: 'A comment that mentions the caller.',
  fields: {
    id: field(z.string(), {
      description: 'The comment.',
      example: '019dc3f4-7b21-7d10-9c44-5e6f7a8b9c0d',
    }),
    ...namedSession,
    text: field(z.string(), {
      description: 'What is said, as it is now: plain text.',
      example: 'The number pool was agreed with @mara.lindqvist@example.com',
    }),
    by: field(z.string(), {
      description: 'E-mail address, at that moment, of whoever said it.',
      example: 'tom.okafor@example.com',
    }),
    date: field(instant, {
      description: 'When the caller was mentioned: ISO 8601, UTC, milliseconds.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    seen: field(z.boolean(), { description: 'Whether the caller has seen it.', example: false }),
  },
});

/** The value of an {@link AIMentionInfo}. */
export type AIMentionInfo = Value<typeof AIMentionInfo>;
