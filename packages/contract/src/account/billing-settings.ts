import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';

const PRICE_MAXIMUM = 1_000_000_000;
const PRICE_BOUNDS = `must lie between 0 and ${PRICE_MAXIMUM}.`;
const ALLOWANCE_MAXIMUM = 2_147_483_647;
const ALLOWANCE_BOUNDS = `must lie between 0 and ${ALLOWANCE_MAXIMUM}.`;

const price = z.number().min(0, PRICE_BOUNDS).max(PRICE_MAXIMUM, PRICE_BOUNDS).optional();

/** What one kind of use costs. */
const BillingItem = dto('BillingItem', {
  namespace: 'Voice.Api.Accounts',
  description: 'What one kind of use costs.',
  fields: {
    baseCost: field(price, { description: 'Fixed part of the price: 0 or more.', example: 9.5 }),
    rawUnitMultiplier: field(price, {
      description: 'What the raw price of a unit is multiplied with: 0 or more.',
      example: 1.25,
    }),
    unitCost: field(price, { description: 'Price of a unit: 0 or more.', example: 0.02 }),
    allowance: field(z.int().min(0, ALLOWANCE_BOUNDS).max(ALLOWANCE_MAXIMUM, ALLOWANCE_BOUNDS).optional(), {
      description: 'Units that are included: 0 or more.',
      example: 100,
    }),
  },
});

function item(description: string, declaredName?: string) {
  return field(BillingItem.schema.optional(), {
    description,
    example: { baseCost: 9.5, rawUnitMultiplier: 1.25, unitCost: 0.02, allowance: 100 },
    declaredName,
  });
}

/** What an account pays, by kind of use. */
export const BillingSettings = dto('BillingSettings', {
  namespace: 'Voice.Api.Accounts',
  description: 'What an account pays, by kind of use.',
  fields: {
    base: item('Base fee.'),
    localNumbers: item('Local numbers.'),
    tollFreeNumbers: item('Toll-free numbers.'),
    inboundVoiceCalls: item('Incoming calls.'),
    outboundVoiceCalls: item('Outgoing calls.'),
    inboundFaxes: item('Incoming faxes.'),
    outboundFaxes: item('Outgoing faxes.'),
    inboundSmsMessages: item('Incoming text messages.'),
    outboundSmsMessages: item('Outgoing text messages.'),
    aiInsights: item('AI insights.', 'AIInsights'),
    aiLiveMinutes: item('Minutes of live AI.', 'AILiveMinutes'),
  },
});

/** The value of {@link BillingSettings}. */
export type BillingSettings = Value<typeof BillingSettings>;
