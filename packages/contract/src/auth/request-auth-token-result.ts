import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';

/** A short-lived token. */
export const RequestAuthTokenResult = dto('RequestAuthTokenResult', {
  namespace: 'Voice.Api.Authentication',
  description: 'A token that signs in as a user for fifteen minutes.',
  fields: {
    authToken: field(z.string().optional(), {
      description: 'The token: send it as Authorization: Bearer. It works for 15 minutes.',
      example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTlkYzNlZSJ9.c2lnbmF0dXJl',
    }),
  },
});

/** The value of a {@link RequestAuthTokenResult}. */
export type RequestAuthTokenResult = Value<typeof RequestAuthTokenResult>;
