import { z } from 'zod';
import { AIMentionedUser } from '../comment/ai-mentioned-user.ts';
import { commentedAction } from '../comment/comment-fields.ts';
import { AIDigest } from '../digest/ai-digest.ts';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';
import { AISessionActionState } from './ai-session-action-state.ts';
import { AISessionState } from './ai-session-state.ts';
import { type SessionEventType, sessionEventTypeNames } from './session-event-types.ts';

const text = z.string().optional();

/** The event with which whoever begins to follow a session is told how it stands. */
export const SNAPSHOT_EVENT = 'session.snapshot';

/** The event that an administrator sends to try a webhook. */
export const TEST_EVENT = 'webhook.test';

/** The event with which a webhook tells what waits for review, to those who chose so. */
export const DIGEST_EVENT = 'review.digest';

/** An action as an event tells of it. */
export const AISessionEventAction = dto('AISessionEventAction', {
  namespace: 'Voice.Api.AI',
  description: 'An action as an event tells of it. GetAISession has the rest.',
  fields: {
    id: field(z.string(), {
      description: 'The action.',
      example: '019dc3f1-2b3c-7d4e-8f50-1a2b3c4d5e6f',
    }),
    functionName: field(z.string(), { description: 'Function it calls.', example: 'setVoicemailGreeting' }),
    state: field(AISessionActionState, {
      description:
        'Where it stands: Accepted, Refused and Returned are verdicts. Of one that was withdrawn, where it stood last.',
      example: 'Returned',
    }),
    title: field(text, {
      description: 'What it does, once it was to be carried out.',
      example: 'Set the greeting of 12 to Hello',
    }),
    reason: field(text, {
      description: 'What was said when it was judged or settled.',
      example: 'The greeting has to name the customer',
    }),
    judgedBy: field(text, {
      description: 'E-mail address, at that moment, of whoever judged or settled it.',
      example: 'mara.lindqvist@example.com',
    }),
    outcome: field(text, {
      description: 'What came of its last call, in a sentence.',
      example: 'Answered 200 in 84 ms.',
    }),
  },
});

/** A comment as an event tells of it. */
export const AISessionEventComment = dto('AISessionEventComment', {
  namespace: 'Voice.Api.AI',
  description: 'A comment as an event tells of it.',
  fields: {
    id: field(z.string(), { description: 'The comment.', example: '019dc3f4-7b21-7d10-9c44-5e6f7a8b9c0d' }),
    actionId: field(text, commentedAction),
    text: field(z.string(), {
      description: 'What is said: plain text.',
      example: 'The number pool was agreed with @mara.lindqvist@example.com',
    }),
    mentions: field(z.array(AIMentionedUser.schema).optional(), {
      description: 'Users whom it mentions. Absent for whoever follows a session.',
      example: [
        { userId: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19', emailAddress: 'mara.lindqvist@example.com' },
      ],
    }),
  },
});

/** What an event is about. */
const AISessionEventData = dto('AISessionEventData', {
  namespace: 'Voice.Api.AI',
  description:
    'What an event is about, and how that stands since. The event that tries a webhook has none of it.',
  fields: {
    sessionId: field(text, { description: 'The session.', example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11' }),
    accountId: field(text, {
      description: 'Account of the session. Absent when it is about the whole platform.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    state: field(AISessionState.optional(), {
      description: 'Where the session stands. Absent in events of an action or a comment.',
      example: 'Open',
    }),
    version: field(z.int().optional(), {
      description: 'Counts the changes of the session: events with a higher one tell of later changes.',
      example: 7,
    }),
    by: field(text, {
      description: 'E-mail address, at that moment, of whoever did it.',
      example: 'mara.lindqvist@example.com',
    }),
    action: field(AISessionEventAction.schema.optional(), {
      description: 'The action that it is about. Absent in events of the session.',
      example: {
        id: '019dc3f1-2b3c-7d4e-8f50-1a2b3c4d5e6f',
        functionName: 'setVoicemailGreeting',
        state: 'Returned',
        reason: 'The greeting has to name the customer',
        judgedBy: 'mara.lindqvist@example.com',
      },
    }),
    comment: field(AISessionEventComment.schema.optional(), {
      description: 'The comment that it is about. In comment.added only.',
      example: {
        id: '019dc3f4-7b21-7d10-9c44-5e6f7a8b9c0d',
        text: 'Agreed with the customer on the phone',
        mentions: [],
      },
    }),
    digest: field(AIDigest.schema.optional(), {
      description: `What waits for review. In ${DIGEST_EVENT} only.`,
      example: {
        emailAddress: 'mara.lindqvist@example.com',
        waitingSessions: 4,
        moreWaiting: false,
        overdueSessions: 1,
        oldest: [],
        mentions: [],
      },
    }),
    actionIds: field(z.array(z.string()).optional(), {
      description: `All actions that the session has, in order: what is not among them is gone. In ${SNAPSHOT_EVENT} only.`,
      example: ['019dc3f1-2b3c-7d4e-8f50-1a2b3c4d5e6f'],
    }),
    link: field(text, {
      description:
        'Page of the session, of a comment the place on it, and of a digest the overview; without a host where the service does not know its own address.',
      example: 'https://sessions.example.com/admin/sessions/019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
  },
});

/** Something that happened to a session: the body of a webhook, and an element of what whoever follows it is sent. */
export const AISessionEvent = dto('AISessionEvent', {
  namespace: 'Voice.Api.AI',
  description:
    'Something that happened to a session or an action: the body of a webhook, and what whoever follows a session is sent.',
  fields: {
    type: field(z.string(), {
      description: `What happened: ${[...sessionEventTypeNames, DIGEST_EVENT, TEST_EVENT].join(', ')}. Whoever begins to follow a session is told how it stands: ${SNAPSHOT_EVENT}. More may come.`,
      example: 'action.returned',
    }),
    timestamp: field(instant, {
      description: 'When it happened: ISO 8601, UTC, milliseconds.',
      example: '2026-03-02T09:19:55.310Z',
    }),
    data: field(AISessionEventData.schema, {
      description: 'What it is about, and how that stands since.',
      example: {
        sessionId: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
        accountId: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
        version: 7,
        by: 'mara.lindqvist@example.com',
        action: {
          id: '019dc3f1-2b3c-7d4e-8f50-1a2b3c4d5e6f',
          functionName: 'setVoicemailGreeting',
          state: 'Returned',
          reason: 'The greeting has to name the customer',
          judgedBy: 'mara.lindqvist@example.com',
        },
        link: 'https://sessions.example.com/admin/sessions/019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      },
    }),
  },
});

/** The value of an {@link AISessionEvent}. */
export type AISessionEvent = Value<typeof AISessionEvent>;

/** The value of an {@link AISessionEventAction}. */
export type AISessionEventAction = Value<typeof AISessionEventAction>;

/** The value of an {@link AISessionEventComment}. */
export type AISessionEventComment = Value<typeof AISessionEventComment>;

/** The value of what an {@link AISessionEvent} is about. */
export type AISessionEventData = Value<typeof AISessionEventData>;

/** The event of an action that has got into a state; none for one whose call is under way. */
export function eventOfActionState(state: AISessionEventAction['state']): SessionEventType | undefined {
  return EVENT_OF_ACTION_STATE[state];
}

/** The event of a session that has got into a state. */
export function eventOfSessionState(state: NonNullable<AISessionEventData['state']>): SessionEventType {
  return EVENT_OF_SESSION_STATE[state];
}

const EVENT_OF_ACTION_STATE = {
  Queued: 'action.queued',
  Accepted: 'action.accepted',
  Refused: 'action.refused',
  Returned: 'action.returned',
  Running: undefined,
  Applied: 'action.applied',
  Failed: 'action.failed',
  InDoubt: 'action.in_doubt',
} as const satisfies Record<AISessionEventAction['state'], SessionEventType | undefined>;

const EVENT_OF_SESSION_STATE = {
  Open: 'session.changed',
  Applying: 'session.changed',
  Applied: 'session.applied',
  PartlyApplied: 'session.partly_applied',
  Failed: 'session.failed',
  InDoubt: 'session.in_doubt',
  Discarded: 'session.changed',
} as const satisfies Record<NonNullable<AISessionEventData['state']>, SessionEventType>;
