import { z } from 'zod';
import { field } from '../field.ts';
import { singleLineText } from '../text.ts';

/** What lists and exports of webhooks can be narrowed down by. */
export const webhookFilters = {
  text: field(singleLineText().optional(), {
    description: 'Only webhooks whose URL or description contains this text, in any case.',
    example: 'hooks.example.com',
  }),
  enabled: field(z.boolean().optional(), {
    description: 'Only webhooks that events are sent to, or only those that are switched off.',
    example: true,
  }),
} as const;
