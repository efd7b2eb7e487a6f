import { z } from 'zod';
import { field } from '../field.ts';
import { optionalId, singleLineText } from '../text.ts';
import { callFilters } from './call-filters.ts';
import { RequestTransport } from './logged-request-info.ts';

/** What lists and exports of the log of requests can be narrowed down by. */
export const requestFilters = {
  apiKeyId: field(optionalId, {
    description: 'Only requests with this key.',
    example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10',
  }),
  agentGrantId: field(optionalId, {
    description: 'Only requests of the agent with this grant.',
    example: '019dc3f4-b7c1-7d20-8e4f-1a2b3c4d5e6f',
  }),
  transports: field(z.array(RequestTransport).max(3, 'must name 3 ways or fewer.').optional(), {
    description: 'Only requests that came in by one of these ways. Our pages use trpc.',
    example: ['rest', 'mcp'],
  }),
  code: field(singleLineText(100).optional(), {
    description: 'Only what failed with this code.',
    example: 'Forbidden',
  }),
  failed: field(z.boolean().optional(), {
    description: 'Only what failed, or only what did not. Left out, both.',
    example: false,
  }),
  ...callFilters,
} as const;
