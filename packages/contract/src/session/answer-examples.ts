import { exampleOf } from '../example.ts';
import { AISessionActionInfo } from './ai-session-action-info.ts';

const {
  date,
  id,
  functionName,
  arguments: given,
  description,
  title,
  risk,
} = exampleOf(AISessionActionInfo.type);

/** The action of the examples as it is before anybody has judged it. */
export const queuedAction = {
  date,
  id,
  functionName,
  arguments: given,
  description,
  canBeApplied: true,
  state: 'Queued',
  title,
  risk,
} as const;

/** A session in which nothing was applied yet, with these actions. */
export function sessionWith(...actions: readonly Readonly<Record<string, unknown>>[]) {
  const pending = actions.filter(({ state }) => state === 'Queued' || state === 'Accepted');
  return { state: 'Open', pendingActions: pending.length, actions, log: undefined };
}
