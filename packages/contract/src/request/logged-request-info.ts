import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();
const int = z.int();

/** How a request came in. */
export const RequestTransport = enumeration('RequestTransport', {
  namespace: 'Voice.Api.Requests',
  description:
    'How a request came in: over REST, as a call of tRPC, which our pages make, or as a tool call over MCP.',
  values: ['rest', 'trpc', 'mcp'],
});

/** A request to the API as it is written down. */
export const LoggedRequestInfo = dto('LoggedRequestInfo', {
  namespace: 'Voice.Api.Requests',
  description:
    'A request to the API: who asked for what, and how it was answered, never what it said. Of a request with several calls, each call.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the entry, in order of when requests began.',
      example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f',
    }),
    date: field(instant, {
      description: 'When it began: ISO 8601, UTC, clock of the database.',
      example: '2026-03-02T09:20:41.007Z',
    }),
    requestId: field(z.string(), {
      description: 'Names the request, as in the header X-Request-Id of its answer.',
      example: 'a5f1c8d2-7b3e-4f90-8c1d-2e3f4a5b6c7d',
    }),
    transport: field(RequestTransport, { description: 'How it came in.', example: 'rest' }),
    operation: field(text, {
      description: 'What it called. Absent when it led to no operation.',
      example: 'PatchAISession',
    }),
    status: field(int.optional(), {
      description:
        'HTTP status of the answer, or the one that stands for the failure of a call. Absent when the client was gone before.',
      example: 200,
    }),
    code: field(text, { description: 'Code of the failure, if it failed.', example: 'Forbidden' }),
    durationMs: field(int, {
      description: 'Milliseconds until it was answered, rounded up.',
      example: 4,
    }),
    bytesSent: field(int, {
      description: 'Bytes of the whole answer with its head, as they were sent.',
      example: 612,
    }),
    address: field(z.string(), { description: 'Address it came from.', example: '198.51.100.7' }),
    userId: field(text, {
      description: 'Who asked. Absent for strangers.',
      example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
    }),
    userName: field(text, {
      description: 'E-mail address that this user has now.',
      example: 'ann@example.com',
    }),
    apiKeyId: field(text, {
      description: 'Key they used, if any.',
      example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10',
    }),
    apiKeyName: field(text, { description: 'What this key is called now.', example: 'Billing import' }),
    agentGrantId: field(text, {
      description: 'Grant of the agent that asked in their name, if one did.',
      example: '019dc3f4-b7c1-7d20-8e4f-1a2b3c4d5e6f',
    }),
    accountId: field(text, {
      description: 'The account, where the caller may work on one alone.',
      example: '019dc3ef-1c7e-7d22-8e4b-8d0f2b6a9c57',
    }),
  },
});

/** The value of a {@link LoggedRequestInfo}. */
export type LoggedRequestInfo = Value<typeof LoggedRequestInfo>;
