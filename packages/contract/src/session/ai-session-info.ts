import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';
import { AISessionActionInfo } from './ai-session-action-info.ts';
import { sessionFields } from './session-fields.ts';

/** One piece of work of an AI agent on an account. */
export const AISessionInfo = dto('AISessionInfo', {
  namespace: 'Voice.Api.AI',
  description: 'An AI session: one piece of work of an agent, on an account and for a purpose.',
  extends: EntityInfo,
  fields: {
    ...sessionFields,
    actions: field(z.array(AISessionActionInfo.schema).optional(), {
      description:
        'What the agent proposes, in the order it was queued. Absent when there is nothing, and in lists.',
      example: [],
    }),
    log: field(z.string().optional(), {
      description:
        'What the latest run did, a line for each event. Absent when there was none, and in lists. See ListAISessionRuns for earlier ones.',
      example:
        '2026-03-02T09:20:40.911Z Run 1 started by mara.lindqvist@example.com: 1 action.\n2026-03-02T09:20:41.007Z Run 1 ended: applied.',
    }),
  },
});

/** The value of an {@link AISessionInfo}. */
export type AISessionInfo = Value<typeof AISessionInfo>;
