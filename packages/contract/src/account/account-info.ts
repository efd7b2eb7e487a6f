import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';

/** A customer's account. */
export const AccountInfo = dto('AccountInfo', {
  namespace: 'Voice.Api.Accounts',
  description: "A customer's account on the platform.",
  extends: EntityInfo,
  fields: {
    name: field(z.string().optional(), {
      description: 'Name of the account.',
      example: 'Northwind Dental',
    }),
    parentAccountId: field(z.string().optional(), {
      description: 'Account above this one. Absent at the top.',
      example: '019dc3ee-7f10-7b6e-a3d9-52e4c8f6b001',
    }),
  },
});

/** The value of an {@link AccountInfo}. */
export type AccountInfo = Value<typeof AccountInfo>;
