import {
  type AIOverview,
  type AIWaitingSession,
  MAXIMUM_WAITING,
  OVERVIEW_DAYS,
} from '@ai-sessions/contract';
import type { Db } from '../db.ts';
import { selectAccountOutcomes } from '../sql/overview/account-outcomes.ts';
import { countSessionsByDay } from '../sql/overview/count-sessions-by-day.ts';
import { countSessionsInStates } from '../sql/overview/count-sessions-in-states.ts';
import { countVerdictsByDay } from '../sql/overview/count-verdicts-by-day.ts';
import { selectFailedRuns } from '../sql/overview/find-failed-runs.ts';
import { selectSessionsInState } from '../sql/overview/find-sessions-in-state.ts';
import { selectWaitingSessions } from '../sql/overview/find-waiting-sessions.ts';
import { leastIdFrom } from '../sql/overview/least-id.ts';
import { selectProposalOutcomes } from '../sql/overview/proposal-outcomes.ts';
import { timeToVerdict } from '../sql/overview/time-to-verdict.ts';
import type { RowIn } from '../statement/statement.ts';
import { periodsOf } from './usage-periods.ts';

/** Rows of a list that a page shows at once. */
const SHOWN = 10;
/** Agents with their functions: a few functions for each of some agents. */
const PROPOSALS_SHOWN = 20;

const DAY_MS = 86_400_000;

/** Risks, highest first. */
const RISKS = ['Irreversible', 'Dangerous', 'Ordinary', undefined] as const;

/** Reads what waits, what runs, and what came of the last days, on all accounts. */
export async function readOverview(db: Db, now = new Date()): Promise<AIOverview> {
  const firstDay = Math.floor(now.getTime() / DAY_MS) * DAY_MS - (OVERVIEW_DAYS - 1) * DAY_MS;
  const from = new Date(firstDay);
  const leastId = leastIdFrom(from);
  // What was judged on these days may have been queued as long before.
  const leastJudgedId = leastIdFrom(new Date(firstDay - OVERVIEW_DAYS * DAY_MS));
  const days = Array.from({ length: OVERVIEW_DAYS }, (_, index) => {
    const start = firstDay + index * DAY_MS;
    const day = new Date(start);
    return { day: dayOf(day), leastId: leastIdFrom(day), endId: leastIdFrom(new Date(start + DAY_MS)) };
  });
  const periods = periodsOf({ startDate: dayOf(from), endDate: dayOf(now) });
  // One after the other: all at once would take a connection each from those who work.
  const waiting = await db.rows(selectWaitingSessions({ scope: 'all' }, MAXIMUM_WAITING + 1));
  const states = await db.row(countSessionsInStates());
  const applying = await db.rows(selectSessionsInState('Applying', SHOWN));
  const inDoubt = await db.rows(selectSessionsInState('InDoubt', SHOWN));
  const failed = await db.rows(selectFailedRuns(leastId, SHOWN));
  const opened = await db.rows(countSessionsByDay(days));
  const verdicts = await db.rows(countVerdictsByDay(leastJudgedId, from.toISOString()));
  const time = await db.row(timeToVerdict(leastId));
  const proposals = await db.rows(selectProposalOutcomes(leastId, PROPOSALS_SHOWN));
  const accounts = await db.rows(selectAccountOutcomes(leastId, [...periods], SHOWN));
  const counted = waiting.slice(0, MAXIMUM_WAITING);
  const openedOn = new Map(opened.map((row) => [row.day, row]));
  const judgedOn = new Map(verdicts.map((row) => [row.day, row]));
  return {
    waitingSessions: counted.length,
    moreWaiting: waiting.length > counted.length,
    oldestWaiting: counted.slice(0, SHOWN).map(waitingOf),
    waitingByAccount: byAccount(counted),
    waitingByRisk: RISKS.flatMap((risk) => {
      const sessions = counted.filter((row) => (row.risk ?? undefined) === risk).length;
      return sessions > 0 ? [{ risk, sessions }] : [];
    }),
    applyingSessions: states?.applying ?? 0,
    inDoubtSessions: states?.inDoubt ?? 0,
    toWatch: [
      ...inDoubt.map((row) => ({ ...namedOf(row), state: 'InDoubt' as const, date: row.date })),
      ...applying.map((row) => ({ ...namedOf(row), state: 'Applying' as const, date: row.date })),
    ],
    failedRuns: failed.map((row) => ({
      ...namedOf({ ...row, id: row.sessionId }),
      runId: row.id,
      date: row.date,
      functionName: row.functionName ?? undefined,
      outcome: row.outcome ?? undefined,
    })),
    days: days.map(({ day }) => {
      const { accepted = 0, refused = 0, returned = 0 } = judgedOn.get(day) ?? {};
      return { day, sessions: openedOn.get(day)?.sessions ?? 0, accepted, refused, returned };
    }),
    verdicts: time?.verdicts ?? 0,
    medianSecondsToVerdict: time?.median ?? undefined,
    p90SecondsToVerdict: time?.p90 ?? undefined,
    proposals,
    accounts: accounts.map(({ accountId, accountName, aiMinutes, ...outcome }) => ({
      accountId: accountId ?? undefined,
      accountName: accountName ?? undefined,
      aiMinutes: Number(aiMinutes),
      ...outcome,
    })),
  };
}

/** A day as it is named: 2026-03-02. */
function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** A waiting session as it is told. */
export function waitingOf(row: RowIn<typeof selectWaitingSessions>): AIWaitingSession {
  const { dateQueued, actions, risk } = row;
  return { ...namedOf(row), dateQueued, actions, risk: risk ?? undefined };
}

function namedOf(row: {
  readonly id: string;
  readonly purpose: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
}) {
  return {
    sessionId: row.id,
    purpose: row.purpose ?? undefined,
    accountId: row.accountId ?? undefined,
    accountName: row.accountName ?? undefined,
  };
}

/** How many wait on each account, for those with the most. */
function byAccount(rows: readonly RowIn<typeof selectWaitingSessions>[]): AIOverview['waitingByAccount'] {
  const accounts = new Map<string | null, AIOverview['waitingByAccount'][number]>();
  for (const { accountId, accountName } of rows) {
    const { sessions } = accounts.get(accountId) ?? { sessions: 0 };
    accounts.set(accountId, {
      accountId: accountId ?? undefined,
      accountName: accountName ?? undefined,
      sessions: sessions + 1,
    });
  }
  return [...accounts.values()].sort((one, other) => other.sessions - one.sessions).slice(0, SHOWN);
}
