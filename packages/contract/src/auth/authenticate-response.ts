import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { ResponseStatus, SERVICESTACK } from '../response-status.ts';

const text = z.string().optional();

/** Who has signed in. */
export const AuthenticateResponse = dto('AuthenticateResponse', {
  ...SERVICESTACK,
  description: 'Who has signed in.',
  fields: {
    userId: field(text, { description: 'Id of the user.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
    sessionId: field(text, {
      description: 'Secret of the session: what the cookie ss-id holds. Only in the answer to a sign-in.',
      example: 'Zt0x5m5cC1kq2nq0fYb8m2oWm0h1d7s3yq9r4v6w8xA',
    }),
    userName: field(text, {
      description: 'Name the user signs in with: the e-mail address.',
      example: 'ann@example.com',
    }),
    displayName: field(text, { description: 'Name to show.', example: 'Ann Archer' }),
    referrerUrl: field(text, {
      description: 'Where to go next, when the request said so.',
      example: '/admin',
    }),
    bearerToken: field(text, {
      description: 'Not filled in: ask RequestAuthToken for a token.',
      example: '',
    }),
    refreshToken: field(text, { description: 'Not filled in.', example: '' }),
    profileUrl: field(text, { description: 'Not filled in.', example: '' }),
    roles: field(z.array(z.string()).optional(), {
      description: 'Roles of the user.',
      example: ['SystemAdministrator'],
    }),
    permissions: field(z.array(z.string()).optional(), {
      description: 'Always empty: roles decide here.',
      example: [],
    }),
    responseStatus: field(ResponseStatus.schema.optional(), {
      description: 'Why it failed; absent on success.',
      example: {},
    }),
    meta: field(z.record(z.string(), z.string()).optional(), {
      description: 'Further details by name, when there are any.',
      example: {},
    }),
  },
});

/** The value of an {@link AuthenticateResponse}. */
export type AuthenticateResponse = Value<typeof AuthenticateResponse>;
