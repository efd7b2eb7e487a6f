import { enumeration } from '../dto.ts';

/** How much harm a call of a function can do. */
export const AIFunctionRisk = enumeration('AIFunctionRisk', {
  namespace: 'Voice.Api.AI',
  description:
    'How much harm a call can do: Ordinary, Dangerous (the reviewer types the name of the customer), or Irreversible (the same, and it is said that nothing brings it back).',
  values: ['Ordinary', 'Dangerous', 'Irreversible'],
});
