import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

/** What uses an API key. */
export const ApiKeyKind = enumeration('ApiKeyKind', {
  namespace: 'Voice.Api.Authentication',
  description: 'What uses an API key. An agent reads and proposes, and never decides.',
  values: ['Person', 'Integration', 'Agent'],
});

const text = z.string().optional();
const count = z.int().optional();

/** What a key is, without its secret. */
export const apiKeyFields = {
  id: field(z.string(), { description: 'Id of the key.', example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10' }),
  name: field(text, { description: 'What the key is for.', example: 'Nightly import' }),
  prefix: field(text, {
    description: 'First characters of the key, to recognise it by.',
    example: 'ais_Zt0x5m5c',
  }),
  userId: field(text, {
    description: 'User it belongs to.',
    example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
  }),
  userName: field(text, { description: 'E-mail address of this user.', example: 'ann@example.com' }),
  kind: field(ApiKeyKind.optional(), {
    description: 'What uses it. An agent reads and proposes, and never decides.',
    example: 'Integration',
  }),
  roles: field(z.array(z.string()).optional(), {
    description: 'Roles it has, as far as its user has them. Empty for all of them.',
    example: ['SystemAdministrator'],
  }),
  accountIds: field(z.array(z.string()).optional(), {
    description: 'Accounts it may work on, as far as its user may. Empty for all of them.',
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  dateCreated: field(instant.optional(), {
    description: 'When it was made: ISO 8601, UTC.',
    example: '2026-03-02T09:14:05.120Z',
  }),
  createdBy: field(text, { description: 'E-mail address of whoever made it.', example: 'ann@example.com' }),
  dateLastUsed: field(instant.optional(), {
    description: 'When it was last used, to the minute: ISO 8601, UTC. Absent when never.',
    example: '2026-03-04T17:40:00.000Z',
  }),
  dateExpires: field(instant.optional(), {
    description: 'When it stops working: ISO 8601, UTC. Absent when it does not expire.',
    example: '2027-03-02T00:00:00.000Z',
  }),
  dateRevoked: field(instant.optional(), {
    description: 'When it was revoked: ISO 8601, UTC. Absent while it works.',
    example: '2026-05-01T08:00:00.000Z',
  }),
  callsPerMinute: field(count, {
    description: 'Calls that it may make in a minute. Absent when what holds for its kind holds for it.',
    example: 600,
  }),
  maxOpenProposals: field(count, {
    description:
      'Actions of it that may wait or be returned at once. Absent when what holds for its kind holds for it.',
    example: 2_000,
  }),
} as const;

/** An API key. */
export const ApiKeyInfo = dto('ApiKeyInfo', {
  namespace: 'Voice.Api.Authentication',
  description: 'An API key, without its secret.',
  fields: apiKeyFields,
});

/** The value of an {@link ApiKeyInfo}. */
export type ApiKeyInfo = Value<typeof ApiKeyInfo>;
