import type { AIRunRow } from '@ai-sessions/contract';

/** The states of runs to choose from. */
export const runStates = [
  'Running',
  'Applied',
  'PartlyApplied',
  'Failed',
  'InDoubt',
  'Stopped',
] as const satisfies readonly AIRunRow['state'][];
