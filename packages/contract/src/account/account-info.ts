import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';
import { BillingSettings } from './billing-settings.ts';

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
    twilioAccountSid: field(z.string().optional(), {
      description: 'SID of the account of Twilio that it brings along. Absent for none.',
      example: 'AC0123456789abcdef0123456789abcdef',
    }),
    ancestorIds: field(z.array(z.string()).optional(), {
      description:
        'All accounts above this one that the caller may work on, from the top down. Empty at the top.',
      example: ['019dc3ee-7f10-7b6e-a3d9-52e4c8f6b001'],
    }),
    maxPhoneNumbers: field(z.int().optional(), {
      description: 'How many phone numbers it may have at most. Absent when nobody has said.',
      example: 25,
    }),
    isBYOA: field(z.boolean().optional(), {
      description: 'Whether it brings along an account of Twilio.',
      example: true,
    }),
    trustHubProfileSid: field(z.string().optional(), {
      description: 'SID of its TrustHub profile. Absent for none.',
      example: 'BU0123456789abcdef0123456789abcdef',
    }),
    logoId: field(z.string().optional(), {
      description: 'File with the logo, by its id. Absent for none.',
      example: 'f-2207',
    }),
    logoUri: field(z.string().optional(), {
      description: 'Not filled in: files are kept elsewhere.',
      example: '',
    }),
    billingSettings: field(BillingSettings.schema.optional(), {
      description: 'What it pays. Absent when nobody has said.',
      example: { aiLiveMinutes: { unitCost: 0.02, allowance: 100 } },
    }),
  },
});

/** The value of an {@link AccountInfo}. */
export type AccountInfo = Value<typeof AccountInfo>;
