import type { AIWaitingSession } from '@ai-sessions/contract';
import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { instant, int, nullable, oneOf, text } from '../../statement/column.ts';
import { allOf, isInScope } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';
import { MAY_WAIT } from '../session/is-waiting.ts';

/** Which of the sessions that wait are wanted. */
export interface WaitingFilter {
  readonly scope: AccountScope;
  /** Only these. */
  readonly ids?: readonly string[];
  /** None of these. */
  readonly except?: readonly string[];
  /** Only those with an action that this user may judge. */
  readonly judgeId?: string;
}

/**
 * Sessions with actions that nobody has judged, oldest first, at most so many. The actions are looked for session by
 * session, in the order of the index of those with something pending, so that PostgreSQL stops when it has enough.
 */
export const selectWaitingSessions = ({ scope, ids, except, judgeId }: WaitingFilter, limit: number) =>
  statement(
    {
      id: text,
      purpose: nullable(text),
      accountId: nullable(text),
      accountName: nullable(text),
      dateQueued: instant,
      actions: int,
      risk: nullable(oneOf<NonNullable<AIWaitingSession['risk']>>()),
    },
    Prisma.sql`
      SELECT s.id, s.purpose, s.account_id AS "accountId",
        (SELECT a.name FROM account a WHERE a.id = s.account_id) AS "accountName",
        q.date_queued AS "dateQueued", q.actions, q.risk
      FROM ai_session s CROSS JOIN LATERAL (
        SELECT min(a.date_created) AS date_queued, count(*)::int AS actions, ${HIGHEST_RISK} AS risk
        FROM ai_session_action a LEFT JOIN ai_function f ON nfc(f.name) = nfc(a.function_name)
        WHERE a.session_id = s.id AND a.state = 'Queued' HAVING ${mayJudgeOne(judgeId)}) q
      WHERE ${allOf([
        MAY_WAIT,
        ...isInScope(Prisma.sql`s.account_id`, scope),
        ...(ids ? [Prisma.sql`s.id = ANY(${[...ids]}::text[])`] : []),
        ...(except && except.length > 0 ? [Prisma.sql`s.id <> ALL(${[...except]}::text[])`] : []),
      ])}
      ORDER BY s.id LIMIT ${limit}`,
  );

/** That one of the actions that wait may be judged by a user, of whom their functions may name some. */
const mayJudgeOne = (judgeId: string | undefined) =>
  judgeId === undefined
    ? Prisma.sql`count(*) > 0`
    : Prisma.sql`bool_or(f.judge_ids IS NULL OR f.judge_ids = '{}' OR ${judgeId} = ANY(f.judge_ids))`;

const HIGHEST_RISK = Prisma.sql`
  CASE WHEN bool_or(f.risk = 'Irreversible') THEN 'Irreversible' WHEN bool_or(f.risk = 'Dangerous') THEN 'Dangerous'
    WHEN bool_or(f.risk = 'Ordinary') THEN 'Ordinary' END`;
