import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, proposers } from '../operation.ts';
import { id, singleLineText } from '../text.ts';
import { AISessionEvent } from './session-event.ts';

/** `GET /ai/sessions/{sessionId}/events` */
export const FollowAISession = operation({
  verb: 'GET',
  route: '/ai/sessions/{sessionId}/events',
  procedure: 'session.follow',
  summary: 'Tells how one AI session stands, and what happens to it from then on.',
  access: proposers,
  streams: true,
  follows: true,
  request: dto('FollowAISession', {
    namespace: 'Voice.Api.AI',
    description:
      'Tells how one AI session and its actions stand and, as server-sent events (text/event-stream), what happens to them from then on. In other formats the answer ends with how they stand.',
    fields: {
      sessionId: field(id, {
        description: 'Session to follow.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      lastEventId: field(singleLineText().optional(), {
        description:
          'Id of the last event that was received, where the header Last-Event-ID cannot be sent: when nothing has happened since, how things stand is not told again.',
        example: '7',
      }),
    },
  }),
  response: AISessionEvent,
});
