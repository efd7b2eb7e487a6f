import type { AISessionInfo } from '@ai-sessions/contract';
import { stateWords } from '@/components/state-badge.tsx';

/** What can be done to several sessions at once. To judge needs reading, one action at a time, and is not among it. */
export type BulkActionName = 'discard' | 'restore';

interface BulkAction {
  readonly label: string;
  readonly doing: string;
  readonly done: string;
  readonly description: string;
  /** Whether it is offered for a session at all. */
  readonly fits: (session: AISessionInfo) => boolean;
}

export const bulkActions: Readonly<Record<BulkActionName, BulkAction>> = {
  discard: {
    label: 'Discard',
    doing: 'Discarding',
    done: 'discarded',
    description: 'Nothing more of them is carried out. For 30 days they can be restored.',
    fits: ({ state }) => state !== 'Discarded' && state !== 'Applying',
  },
  restore: {
    label: 'Restore',
    doing: 'Restoring',
    done: 'restored',
    description: 'They come back as they were when they were discarded.',
    fits: ({ state }) => state === 'Discarded',
  },
};

/** What of a session is not as the list showed it, in a sentence; `undefined` when nothing is that matters. */
export function whatDiffers(shown: AISessionInfo, present: AISessionInfo): string | undefined {
  if (present.state !== shown.state)
    return `Meanwhile it is ${stateWords(present.state ?? 'Open').toLowerCase()}.`;
  if ((present.pendingActions ?? 0) > (shown.pendingActions ?? 0))
    return 'Meanwhile something was queued in it.';
  if (present.purpose !== shown.purpose) return 'Meanwhile its purpose was changed.';
  return undefined;
}

/** So many sessions, in words. */
export function sessionsInWords(count: number): string {
  return `${count} ${count === 1 ? 'session' : 'sessions'}`;
}
