import {
  type AISessionEvent,
  type AISessionEventAction,
  type AISessionEventData,
  eventOfActionState,
  eventOfSessionState,
  type SessionEventType,
  SNAPSHOT_EVENT,
} from '@ai-sessions/contract';
import type { ActionProgress, CommentProgress, SessionProgress } from '@ai-sessions/db';

/** A session whose events are told. */
export interface ToldSession {
  readonly id: string;
  /** Address of its page. */
  readonly link: string;
}

/** How a session and all of its actions stand. */
export function eventsOfStanding(session: ToldSession, present: SessionProgress): readonly AISessionEvent[] {
  const { actions, by, state } = present;
  return [
    eventOf(SNAPSHOT_EVENT, session, present, { by, state, actionIds: actions.map(({ id }) => id) }),
    ...actions.flatMap((action) => {
      const type = eventOfActionState(action.state);
      return type
        ? [eventOf(type, session, present, { by: action.judgedBy ?? by, action: told(action) })]
        : [];
    }),
  ];
}

/**
 * What has happened to a session between two moments, in the words of the webhooks: first to its actions, in their order,
 * then what was said about it, then to itself. What came and went in between is not told.
 */
export function eventsBetween(
  session: ToldSession,
  before: SessionProgress,
  present: SessionProgress,
): readonly AISessionEvent[] {
  const { by, state } = present;
  const earlier = new Map(before.actions.map((action) => [action.id, action]));
  const kept = new Set(present.actions.map(({ id }) => id));
  const happened = (type: SessionEventType | undefined, action: ActionProgress) =>
    type ? [eventOf(type, session, present, { by, action: told(action) })] : [];
  return [
    ...before.actions
      .filter(({ id }) => !kept.has(id))
      .flatMap((action) => happened('action.withdrawn', action)),
    ...present.actions.flatMap((action) => happened(eventOfAction(earlier.get(action.id), action), action)),
    ...commentsSince(before.comments, present.comments).map(({ by: author, id, actionId, text }) =>
      eventOf('comment.added', session, present, {
        by: author,
        comment: { id, actionId: actionId ?? undefined, text },
      }),
    ),
    ...(state === before.state ? [] : [eventOf(eventOfSessionState(state), session, present, { by, state })]),
  ];
}

/** What was added to the latest comments. One that is among them because another was removed is not new. */
function commentsSince(before: readonly CommentProgress[], present: readonly CommentProgress[]) {
  const known = before.at(-1)?.id ?? '';
  return present.filter(({ id }) => id > known);
}

/** The event of a change of an action; the function `ai_webhook_action_event` of the database says the same. */
function eventOfAction(
  before: ActionProgress | undefined,
  { state, dateJudged, corrections }: ActionProgress,
): SessionEventType | undefined {
  if (!before) return eventOfActionState(state);
  if (corrections > before.corrections) return 'action.revised';
  const isJudged = dateJudged !== before.dateJudged;
  if (state === before.state && !isJudged) return undefined;
  if (isJudged && (state === 'Applied' || state === 'Failed')) return 'action.settled';
  if (before.state === 'Running' && (state === 'Queued' || state === 'Accepted')) return undefined;
  return eventOfActionState(state);
}

function told({
  id,
  functionName,
  state,
  title,
  reason,
  judgedBy,
  outcome,
}: ActionProgress): AISessionEventAction {
  return {
    id,
    functionName,
    state,
    title: title ?? undefined,
    reason: reason ?? undefined,
    judgedBy: judgedBy ?? undefined,
    outcome: outcome ?? undefined,
  };
}

function eventOf(
  type: string,
  { id: sessionId, link }: ToldSession,
  { accountId, version, date }: SessionProgress,
  { by, ...about }: Pick<AISessionEventData, 'state' | 'by' | 'action' | 'comment' | 'actionIds'>,
): AISessionEvent {
  const place = about.comment ? `#comment-${about.comment.id}` : '';
  return { type, timestamp: date, data: { sessionId, accountId, version, by, ...about, link: link + place } };
}
