import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();

/** What a user allowed an agent that comes in by OAuth. */
export const AgentGrantInfo = dto('AgentGrantInfo', {
  namespace: 'Voice.Api.Authentication',
  description:
    'What a user allowed an agent that connects over MCP by OAuth: to read and to propose in their name.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the grant.',
      example: '019dc3f4-b7c1-7d20-8e4f-1a2b3c4d5e6f',
    }),
    userId: field(text, { description: 'Who allowed it.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
    clientName: field(text, { description: 'What the agent calls itself.', example: 'Claude' }),
    clientHost: field(text, {
      description:
        'Host whose metadata document says so. Absent for an agent that nobody vouches for: its name is only what it says.',
      example: 'claude.ai',
    }),
    clientId: field(text, {
      description:
        'Name of the agent at the authorization server: often the address of its metadata document.',
      example: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
    }),
    issuer: field(text, {
      description: 'Authorization server that issues its tokens. Absent for the one of this service.',
      example: 'https://login.example.com',
    }),
    accountIds: field(z.array(z.string()).optional(), {
      description: 'Accounts that it may work on. Empty, all on which the user may work.',
      example: ['019dc3ef-2f1c-7a11-8f23-0a6b4c1d9e77'],
    }),
    accountNames: field(z.array(z.string()).optional(), {
      description: 'Their names, as far as the caller may know these accounts.',
      example: ['Northwind Dental'],
    }),
    dateCreated: field(instant.optional(), {
      description: 'When it was allowed: ISO 8601, UTC.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    dateLastUsed: field(instant.optional(), {
      description: 'When the agent last called, to the minute: ISO 8601, UTC.',
      example: '2026-03-02T09:20:00.000Z',
    }),
    dateExpires: field(instant.optional(), {
      description: 'When it ends unless the agent comes again before: ISO 8601, UTC.',
      example: '2026-04-01T09:20:41.007Z',
    }),
  },
});

/** The value of an {@link AgentGrantInfo}. */
export type AgentGrantInfo = Value<typeof AgentGrantInfo>;
