import { enumeration } from '../dto.ts';

/** How much harm a call of a function can do. */
export const AIFunctionRisk = enumeration('AIFunctionRisk', {
  namespace: 'Voice.Api.AI',
  description:
    'How much harm a call can do: Ordinary; Dangerous, carried out only once a person has accepted it; or Irreversible, which besides is applied only in the browser, by somebody who has signed in within the last 15 minutes and types the name of the customer.',
  values: ['Ordinary', 'Dangerous', 'Irreversible'],
});
