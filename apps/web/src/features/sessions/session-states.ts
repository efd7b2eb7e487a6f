import type { SessionState } from '@/components/state-badge.tsx';

/** The states to choose from, in the order of a session's life. */
export const sessionStates = [
  'Open',
  'Applying',
  'Applied',
  'PartlyApplied',
  'Failed',
  'InDoubt',
  'Discarded',
] as const satisfies readonly SessionState[];
