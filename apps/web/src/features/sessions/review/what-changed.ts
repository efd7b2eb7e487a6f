import type { AISessionActionInfo, AISessionInfo } from '@ai-sessions/contract';
import { stateWords } from '@/components/state-badge.tsx';

/** What of an action is not as it was shown, in a sentence; `undefined` when all is. */
export function whatChanged(shown: AISessionActionInfo, { actions = [] }: AISessionInfo): string | undefined {
  const now = actions.find(({ id }) => id === shown.id);
  if (!now) return 'Meanwhile this action was dropped.';
  if (JSON.stringify(now) === JSON.stringify(shown)) return undefined;
  const correction = now.earlierVersions?.at(-1);
  if (correction && now.earlierVersions?.length !== shown.earlierVersions?.length) {
    return `Meanwhile ${correction.replacedBy} corrected this action.`;
  }
  if (now.state && now.state !== shown.state) {
    const by = now.judgedBy ? `, by ${now.judgedBy}` : '';
    return `Meanwhile this action is ${stateWords(now.state).toLowerCase()}${by}.`;
  }
  if (now.dateJudged !== shown.dateJudged) return `Meanwhile ${now.judgedBy} decided on this action again.`;
  return 'Meanwhile something changed that this action depends on: its function, or the name of the account.';
}
