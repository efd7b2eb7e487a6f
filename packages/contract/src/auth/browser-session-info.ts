import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();

/** A sign-in that has not ended. */
export const BrowserSessionInfo = dto('BrowserSessionInfo', {
  namespace: 'Voice.Api.Authentication',
  description: 'A sign-in of a browser or of a client that keeps cookies.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the session.',
      example: '019dc3f5-0c1e-7d44-8f0a-2b7c9d1e3f52',
    }),
    userId: field(text, { description: 'Who signed in.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
    dateCreated: field(instant.optional(), {
      description: 'When: ISO 8601, UTC.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    dateExpires: field(instant.optional(), {
      description: 'When it ends by itself: ISO 8601, UTC.',
      example: '2026-03-02T21:14:05.120Z',
    }),
    address: field(text, { description: 'Address it was opened from.', example: '198.51.100.7' }),
    userAgent: field(text, {
      description: 'What the browser calls itself.',
      example: 'Mozilla/5.0 (X11; Linux x86_64)',
    }),
    current: field(z.boolean().optional(), {
      description: 'Whether this very request belongs to it.',
      example: true,
    }),
  },
});

/** The value of a {@link BrowserSessionInfo}. */
export type BrowserSessionInfo = Value<typeof BrowserSessionInfo>;
