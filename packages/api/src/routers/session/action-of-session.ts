import { ApiError } from '@ai-sessions/contract';
import type { SessionRecord, StoredAction } from '@ai-sessions/db';
import { found } from '../../missing.ts';

export type OnSession = { readonly sessionId: string };
export type OnAction = OnSession & { readonly actionId: string };

/** An action of a session. Throws `NotFound` when there is none. */
export function actionIn(record: SessionRecord, actionId: string): StoredAction {
  return found(
    record.actions.find(({ id }) => id === actionId),
    'action of this session',
    actionId,
  );
}

/** Why an action of a session stays as it is for now. */
export function busy({ session }: SessionRecord): ApiError {
  return session.state === 'Applying'
    ? new ApiError('SessionIsApplying', { retryAfter: 1 })
    : new ApiError('ActionIsClosed');
}
