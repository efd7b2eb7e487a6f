import { enumeration } from '../dto.ts';

/** Where an action stands. */
export const AISessionActionState = enumeration('AISessionActionState', {
  namespace: 'Voice.Api.AI',
  description:
    'Where an action stands: Queued until somebody judges it, then Accepted, Refused or Returned; Running during its call, then Applied, Failed or InDoubt.',
  values: ['Queued', 'Accepted', 'Refused', 'Returned', 'Running', 'Applied', 'Failed', 'InDoubt'],
});
