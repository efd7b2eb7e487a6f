/** What can happen to a session and its actions, each with what it means. Webhooks tell of all of it. */
export const sessionEventTypes = {
  'session.created': 'A session was opened.',
  'session.changed':
    'A session is in another state that has no event of its own: Open, Applying or Discarded.',
  'session.applied': 'All actions of a session were carried out.',
  'session.partly_applied': 'Some actions of a session were carried out, and something is left.',
  'session.failed': 'An action of a session failed, and none was carried out.',
  'session.in_doubt': 'A call of a session may or may not have taken effect.',
  'action.queued': 'An action was queued, or a person took back what was decided about it.',
  'action.accepted': 'A person accepted an action.',
  'action.refused': 'A person refused an action.',
  'action.returned': 'An action was sent back to whoever proposed it, with a reason.',
  'action.revised':
    'An action was corrected, by whoever proposed it or by a reviewer; it waits to be judged.',
  'action.withdrawn': 'An action was dropped, by whoever proposed it or by a reviewer.',
  'action.applied': 'An action was carried out.',
  'action.failed': 'An action was tried and failed.',
  'action.in_doubt': 'The call of an action may or may not have taken effect.',
  'action.settled': 'A person said what became of an action, with a note.',
  'comment.added': 'A person said something about a session or an action.',
} as const;

/** The name of what happened. */
export type SessionEventType = keyof typeof sessionEventTypes;

/** The names of all that can happen. */
export const sessionEventTypeNames = Object.keys(sessionEventTypes) as readonly SessionEventType[];
