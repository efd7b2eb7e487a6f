import { MAXIMUM_COMMENTS } from '@ai-sessions/contract';

/** Asks for all comments on a session, newest first. */
export function commentListInput(sessionId: string) {
  return { sessionId, countPerPage: MAXIMUM_COMMENTS, simplifiedPaging: true };
}
