import type { AISessionEventAction, AISessionInfo } from '@ai-sessions/contract';
import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, instant, int, json, nullable, oneOf, text } from '../../statement/column.ts';
import { allOf, isInScope } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

/** An action, as far as those who follow its session are told of it. */
export interface ActionProgress {
  readonly id: string;
  readonly functionName: string;
  readonly state: AISessionEventAction['state'];
  readonly title: string | null;
  readonly reason: string | null;
  readonly judgedBy: string | null;
  /** When it was judged or settled last. It is only compared. */
  readonly dateJudged: string | null;
  readonly outcome: string | null;
  /** How often it was corrected. */
  readonly corrections: number;
}

/** The latest comments, of which those who follow a session are told. */
const COMMENTS_FOLLOWED = 20;

/** A comment, as those who follow its session are told of it. */
export interface CommentProgress {
  /** E-mail address, at that moment, of whoever said it. */
  readonly by: string;
  readonly id: string;
  readonly actionId: string | null;
  readonly text: string;
}

/** Reads how a session and its actions stand, discarded or not. */
export const selectSessionProgress = (scope: AccountScope, id: string) =>
  statement(
    {
      accountId: nullable(text),
      state: oneOf<NonNullable<AISessionInfo['state']>>(),
      discarded: boolean,
      version: int,
      dateLastModified: instant,
      by: text,
      actions: nullable(json<readonly ActionProgress[]>()),
      comments: nullable(json<readonly CommentProgress[]>()),
    },
    Prisma.sql`
      SELECT s.account_id AS "accountId", s.state, s.discarded, s.version,
        greatest(s.date_last_modified, s.date_discarded) AS "dateLastModified",
        CASE WHEN s.discarded THEN coalesce(s.discarded_by, s.last_modified_by) ELSE s.last_modified_by END AS by,
        CASE WHEN s.has_parts THEN (
          SELECT json_agg(json_build_object('id', a.id, 'functionName', a.function_name, 'state', a.state,
            'title', a.title, 'reason', a.reason, 'judgedBy', a.judged_by, 'dateJudged', a.date_judged,
            'outcome', a.outcome, 'corrections', jsonb_array_length(a.earlier_versions)) ORDER BY a.position)
          FROM ai_session_action a WHERE a.session_id = s.id) END AS actions,
        (SELECT json_agg(json_build_object('by', c.created_by, 'id', c.id, 'actionId', c.action_id, 'text', c.text)
            ORDER BY c.id)
          FROM (SELECT * FROM ai_session_comment WHERE session_id = s.id
            ORDER BY id DESC LIMIT ${COMMENTS_FOLLOWED}::int) AS c) AS comments
      FROM ai_session s
      WHERE ${allOf([Prisma.sql`s.id = ${id}`, ...isInScope(Prisma.sql`s.account_id`, scope)])}`,
  );
