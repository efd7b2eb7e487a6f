import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { AIFunctionRisk } from '../function/ai-function-risk.ts';
import { AISessionState } from '../session/ai-session-state.ts';
import { instant } from '../text.ts';
import { AIWaitingSession } from './ai-waiting-session.ts';
import { namedSession } from './named-session.ts';

const text = z.string().optional();
const count = (description: string, example: number) => field(z.int(), { description, example });

/** Most sessions that wait for review that are counted. */
export const MAXIMUM_WAITING = 1_000;

/** Days that an overview tells of, today included: two whole weeks. */
export const OVERVIEW_DAYS = 14;

/** What waits for review on one account. */
const AIWaitingOnAccount = dto('AIWaitingOnAccount', {
  namespace: 'Voice.Api.AI',
  description: 'What waits for review on one account.',
  fields: {
    accountId: namedSession.accountId,
    accountName: namedSession.accountName,
    sessions: count('Sessions on it that wait for review.', 3),
  },
});

/** What waits for review at one risk. */
const AIWaitingAtRisk = dto('AIWaitingAtRisk', {
  namespace: 'Voice.Api.AI',
  description: 'What waits for review at one risk.',
  fields: {
    risk: field(AIFunctionRisk.optional(), {
      description: 'Highest risk of what waits in these sessions. Absent for unknown functions.',
      example: 'Dangerous',
    }),
    sessions: count('Sessions that wait for review at this risk.', 3),
  },
});

/** A session whose applying somebody may have to look after. */
const AISessionToWatch = dto('AISessionToWatch', {
  namespace: 'Voice.Api.AI',
  description: 'A session that is being applied, or of which nobody knows whether a call took effect.',
  fields: {
    ...namedSession,
    state: field(AISessionState, { description: 'Applying or InDoubt.', example: 'InDoubt' }),
    date: field(instant, {
      description: 'When it last changed: ISO 8601, UTC.',
      example: '2026-03-02T09:20:41.007Z',
    }),
  },
});

/** A run that did not end well. */
const AIFailedRun = dto('AIFailedRun', {
  namespace: 'Voice.Api.AI',
  description: 'A run in which an action failed.',
  fields: {
    ...namedSession,
    runId: field(z.string(), {
      description: 'The run.',
      example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f',
    }),
    date: field(instant, {
      description: 'When it was started: ISO 8601, UTC.',
      example: '2026-03-02T09:20:40.911Z',
    }),
    functionName: field(text, {
      description: 'Function whose call failed first.',
      example: 'renameAccount',
    }),
    outcome: field(text, {
      description: 'What came of that call, in a sentence.',
      example: 'Answered 409 in 84 ms.',
    }),
  },
});

/** What happened on one day. */
const AIOverviewDay = dto('AIOverviewDay', {
  namespace: 'Voice.Api.AI',
  description: 'What happened on one day.',
  fields: {
    day: field(z.string(), { description: 'Day in UTC: year-month-day.', example: '2026-03-02' }),
    sessions: count('Sessions that were opened.', 24),
    accepted: count('Actions that were accepted.', 31),
    refused: count('Actions that were refused.', 4),
    returned: count('Actions that were sent back and have not come again.', 2),
  },
});

/** What became of what an agent proposed for one function. */
const AIProposalOutcome = dto('AIProposalOutcome', {
  namespace: 'Voice.Api.AI',
  description: 'What became of the actions that an agent has queued for one function.',
  fields: {
    agent: field(z.string(), {
      description: 'E-mail address, at that moment, of whoever queued them.',
      example: 'billing-agent@example.com',
    }),
    functionName: field(z.string(), { description: 'Function that they call.', example: 'renameAccount' }),
    actions: count('Actions that were queued.', 40),
    judged: count('How many of them somebody has judged.', 36),
    edited: count('How many of them a reviewer has corrected.', 3),
    refused: count('How many of them were refused.', 4),
    failed: count('How many of them failed when they were applied.', 1),
  },
});

/** What the sessions of an account have come to, and what they cost. */
const AIAccountOutcome = dto('AIAccountOutcome', {
  namespace: 'Voice.Api.AI',
  description: 'What the actions on an account have come to, beside the AI minutes that it spent.',
  fields: {
    accountId: namedSession.accountId,
    accountName: namedSession.accountName,
    aiMinutes: field(z.int(), {
      description: 'AI minutes of these days.',
      example: 1_284,
      declaredName: 'AIMinutes',
    }),
    actions: count('Actions that were queued.', 40),
    applied: count('How many of them took effect.', 30),
    refused: count('How many of them were refused.', 4),
    failed: count('How many of them failed.', 1),
  },
});

/** What goes on, for whoever looks after the agents. */
export const AIOverview = dto('AIOverview', {
  namespace: 'Voice.Api.AI',
  description: `What waits, what runs and what came of the last ${OVERVIEW_DAYS} days, today included, in UTC.`,
  fields: {
    waitingSessions: count(
      `How many sessions wait for review: they have actions that nobody has judged. Counted up to ${MAXIMUM_WAITING.toLocaleString('en')}, oldest first.`,
      12,
    ),
    moreWaiting: field(z.boolean(), {
      description: 'Whether more wait than were counted.',
      example: false,
    }),
    oldestWaiting: field(z.array(AIWaitingSession.schema), {
      description: 'Those of them that were opened first.',
      example: [],
    }),
    waitingByAccount: field(z.array(AIWaitingOnAccount.schema), {
      description: 'Those that were counted by account, for the accounts with the most.',
      example: [],
    }),
    waitingByRisk: field(z.array(AIWaitingAtRisk.schema), {
      description: 'Those that were counted by risk, highest first.',
      example: [],
    }),
    applyingSessions: count('How many sessions are being applied.', 1),
    inDoubtSessions: count(
      'How many sessions have an action of which nobody knows whether it took effect.',
      1,
    ),
    toWatch: field(z.array(AISessionToWatch.schema), {
      description: 'Sessions in doubt and sessions that are being applied, some of each, oldest first.',
      example: [],
    }),
    failedRuns: field(z.array(AIFailedRun.schema), {
      description: 'Runs of these days in which an action failed, newest first.',
      example: [],
    }),
    days: field(z.array(AIOverviewDay.schema), { description: 'The days, oldest first.', example: [] }),
    verdicts: count('How many actions that were queued on these days somebody has judged.', 36),
    medianSecondsToVerdict: field(z.int().optional(), {
      description:
        'Seconds from the queueing of these actions to their latest verdict: half of them waited no longer. Absent when there are none.',
      example: 310,
    }),
    p90SecondsToVerdict: field(z.int().optional(), {
      description: 'The same for nine of ten of them. Absent when there are none.',
      example: 4_200,
    }),
    proposals: field(z.array(AIProposalOutcome.schema), {
      description:
        'What became of the actions that were queued on these days, for the agents and functions with the most.',
      example: [],
    }),
    accounts: field(z.array(AIAccountOutcome.schema), {
      description: 'The same by account, for the accounts with the most.',
      example: [],
    }),
  },
});

/** The value of an {@link AIOverview}. */
export type AIOverview = Value<typeof AIOverview>;
