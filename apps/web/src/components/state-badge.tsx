import type { ActionState, AISessionReview, AISessionRunInfo } from '@ai-sessions/contract';
import { Badge, type BadgeTone } from './ui/badge.tsx';

/** Where a session stands. */
export type SessionState = AISessionReview['state'];
type State = ActionState | SessionState | AISessionRunInfo['state'];

const looks: Readonly<Record<State, { readonly tone: BadgeTone; readonly words?: string }>> = {
  Open: { tone: 'accent' },
  Applying: { tone: 'accent', words: 'Applying …' },
  PartlyApplied: { tone: 'warning', words: 'Partly applied' },
  Discarded: { tone: 'plain' },
  Queued: { tone: 'plain' },
  Accepted: { tone: 'good' },
  Refused: { tone: 'danger' },
  Returned: { tone: 'warning' },
  Running: { tone: 'accent', words: 'Running …' },
  Applied: { tone: 'good' },
  Failed: { tone: 'danger' },
  InDoubt: { tone: 'warning', words: 'In doubt' },
  Stopped: { tone: 'warning' },
};

/** Says where a session, an action or a run stands. */
export function StateBadge({ state }: { state: State }) {
  return <Badge tone={looks[state].tone}>{stateWords(state)}</Badge>;
}

/** A state in words. */
export function stateWords(state: State): string {
  return looks[state].words ?? state;
}
