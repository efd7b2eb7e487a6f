import { z } from 'zod';
import { field } from '../field.ts';
import { singleLineText } from '../text.ts';
import { BillingSettings } from './billing-settings.ts';

const MOST_NUMBERS = 2_147_483_647;
const OUT_OF_BOUNDS = `must lie between 0 and ${MOST_NUMBERS}.`;

/** The account of Twilio that an account brings along. */
export const twilioFields = {
  twilioAccountSid: field(singleLineText(100).optional(), {
    description: 'SID of the account of Twilio that it brings along. Empty text for none.',
    example: 'AC0123456789abcdef0123456789abcdef',
  }),
  twilioAuthToken: field(singleLineText().optional(), {
    description: 'Secret of that account. It is kept encrypted and never shown again. Empty text for none.',
    example: '5f2c0e8d1b7a4c3e9f6a2d8b0c1e7f43',
    secret: true,
  }),
} as const;

/** What else is set of an account, all of it optional. */
export const accountFields = {
  maxPhoneNumbers: field(z.int().min(0, OUT_OF_BOUNDS).max(MOST_NUMBERS, OUT_OF_BOUNDS).optional(), {
    description: 'How many phone numbers it may have at most.',
    example: 25,
  }),
  logoId: field(singleLineText(100).optional(), {
    description: 'File with the logo, by its id. Empty text for none.',
    example: 'f-2207',
  }),
  billingSettings: field(BillingSettings.schema.optional(), {
    description: 'What it pays. Given, it stands for all that was set before.',
    example: { aiLiveMinutes: { unitCost: 0.02, allowance: 100 } },
  }),
} as const;
