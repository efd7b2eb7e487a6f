import { enumeration } from '../dto.ts';

/** Where a session stands. It follows from its actions and runs; nobody sets it. */
export const AISessionState = enumeration('AISessionState', {
  namespace: 'Voice.Api.AI',
  description:
    'Where a session stands: Open while nothing was carried out, Applying during a run, Applied when nothing is left, PartlyApplied or Failed when something is, InDoubt when a call may or may not have arrived, Discarded when it was deleted and can still be restored.',
  values: ['Open', 'Applying', 'Applied', 'PartlyApplied', 'Failed', 'InDoubt', 'Discarded'],
});
