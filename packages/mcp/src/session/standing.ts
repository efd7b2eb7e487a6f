import type { ActionState, AISessionInfo } from '@ai-sessions/contract';

/** Where an action stands, as its agent needs to know it. */
export const actionStandings: Readonly<Record<ActionState, string>> = {
  Queued: 'waits for a person to judge it',
  Accepted: 'was accepted by a person; it is carried out when the session is applied',
  Refused: 'was refused by a person: it will not be carried out',
  Returned: 'was returned to you by a person, to be changed or withdrawn',
  Running: 'is being carried out at this moment',
  Applied: 'was carried out',
  Failed: 'was tried, and failed',
  InDoubt: 'was tried, and nobody knows yet whether it took effect',
};

/** Where a session stands. */
export const sessionStandings: Readonly<Record<NonNullable<AISessionInfo['state']>, string>> = {
  Open: 'nothing was carried out yet',
  Applying: 'it is being applied at this moment; its actions cannot be changed meanwhile',
  Applied: 'all that was to be carried out was carried out',
  PartlyApplied: 'some actions were carried out, and some were not',
  Failed: 'it was applied, and actions failed',
  InDoubt: 'of some action it is not known whether it took effect; a person will find out',
  Discarded: 'it was discarded by a person',
};
