'use client';

import { visibleText } from '@ai-sessions/apply/visible-text';
import { isOpen } from '@ai-sessions/contract';
import { memo, useRef } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { RiskBadge } from '@/components/risk-badge.tsx';
import { SecondPersonBadge } from '@/components/second-person-badge.tsx';
import { StateBadge } from '@/components/state-badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { useNear } from '@/components/use-near.ts';
import type { ActionComments } from '@/features/comments/use-comments.ts';
import { ActionArguments, ArgumentsPlace } from './action-arguments.tsx';
import { ActionButtons } from './action-buttons.tsx';
import type { ActionCommands } from './action-commands.ts';
import { ActionDetails } from './action-details.tsx';
import { ActionTalk } from './action-talk.tsx';
import type { ReviewedAction } from './reviewed-action.ts';
import { SettleForm } from './settle-form.tsx';
import { TraceLink } from './trace-link.tsx';

interface ActionCardProps {
  readonly sessionId: string;
  readonly action: ReviewedAction;
  readonly isCurrent: boolean;
  /** Whether a run is under way: then nothing can be decided. */
  readonly isLocked: boolean;
  /** Why it could not be judged, if that was tried. */
  readonly failure: unknown;
  /** How many wait that look like it, it among them. */
  readonly alike: number;
  /** What was said about it, if anything was. */
  readonly comments: ActionComments | undefined;
  readonly commands: ActionCommands;
  readonly onFocus: (actionId: string) => void;
}

/** So many are drawn whole before anybody scrolls. */
const AT_FIRST = 15;

/**
 * One action as its reviewer has to see it: what it really does first, what the agent says of it apart. What is far from
 * what is seen has its title only.
 */
export const ActionCard = memo(function ActionCard(props: ActionCardProps) {
  const { action, isCurrent, onFocus } = props;
  const { id, number, title, state, info, review } = action;
  const heading = `action-${id}`;
  const risk = review?.risk ?? info.risk;
  const card = useRef<HTMLLIElement>(null);
  const isNear = useNear(card, number <= AT_FIRST);
  const isDrawn = isNear || isCurrent;
  return (
    <li
      ref={card}
      tabIndex={isCurrent ? 0 : -1}
      aria-labelledby={heading}
      aria-current={isCurrent ? 'true' : undefined}
      onFocus={() => onFocus(id)}
      className="scroll-my-4 [contain-intrinsic-size:auto_15rem] [content-visibility:auto] rounded-lg border bg-sheet px-4 py-3 text-sm aria-[current]:border-accent aria-[current]:shadow-[inset_3px_0_0_var(--accent)]"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        <h3 id={heading} dir="auto" className="min-w-0 flex-1 basis-64 font-medium break-words">
          <span className="mr-1.5 text-muted tabular-nums">{number}.</span>
          {visibleText(title)}
        </h3>
        {isDrawn && (
          <div className="flex flex-wrap items-center gap-1.5">
            {review?.needsSecondPerson && isOpen(state) && <SecondPersonBadge />}
            {risk && <RiskBadge risk={risk} />}
            <StateBadge state={state} />
          </div>
        )}
      </div>
      {isDrawn ? <Body {...props} /> : <div className="h-48" />}
    </li>
  );
});

/** Everything below the title. */
function Body({ sessionId, action, isLocked, failure, alike, comments, commands }: ActionCardProps) {
  const { number, state, info, review } = action;
  const problems = review?.problems ?? info.problems ?? [];
  const demands = review?.demands ?? info.demands ?? [];
  return (
    <>
      <p className="mt-0.5 text-xs text-muted">
        <span className="font-mono break-all">{visibleText(info.functionName ?? '')}</span>, queued{' '}
        <When instant={info.date} />
      </p>
      {review ? (
        <ActionArguments number={number} review={review} isPending={isOpen(action.state)} />
      ) : (
        <ArgumentsPlace text={info.arguments} />
      )}
      {info.description && (
        <figure className="mt-3 border-l-2 pl-3">
          <figcaption className="text-xs text-muted">The agent says</figcaption>
          <blockquote dir="auto" className="break-words whitespace-pre-line text-muted italic">
            {visibleText(info.description)}
          </blockquote>
        </figure>
      )}
      {problems.length > 0 && (
        <ul
          aria-label="Problems"
          className="mt-3 flex flex-col gap-1 rounded-md bg-danger-soft px-3 py-2 text-danger"
        >
          {problems.map((problem) => (
            <li key={problem} className="break-words">
              {visibleText(problem)}
            </li>
          ))}
        </ul>
      )}
      {demands.length > 0 && (
        <ul aria-label="Demands" className="mt-3 flex flex-col gap-1 rounded-md bg-warning-soft px-3 py-2">
          {demands.map((demand) => (
            <li key={demand}>{demand}</li>
          ))}
        </ul>
      )}
      <Decision action={action} />
      {info.outcome && <p className="mt-2 break-words">{visibleText(info.outcome)}</p>}
      <ActionDetails action={action} />
      {info.traceId && <TraceLink traceId={info.traceId} />}
      {failure !== undefined && (
        <div className="mt-3">
          <FailureNotice error={failure} />
        </div>
      )}
      {(state === 'InDoubt' || info.mayBeDoneTwice) && !isLocked && (
        <SettleForm sessionId={sessionId} info={info} hasFailed={state !== 'InDoubt'} />
      )}
      {isOpen(action.state) && !isLocked ? (
        <ActionButtons {...{ action, alike, comments, commands }} />
      ) : (
        <div className="mt-2 -ml-2.5 flex flex-wrap gap-2">
          <ActionTalk action={action} comments={comments} commands={commands} />
        </div>
      )}
    </>
  );
}

/** Who decided, when and why. */
function Decision({ action: { info, state } }: { action: ReviewedAction }) {
  const { judgedBy, dateJudged, reason } = info;
  if (!judgedBy) return null;
  const words = state === 'Accepted' || state === 'Refused' || state === 'Returned' ? state : 'Decided on';
  return (
    <p className="mt-2 text-xs break-words text-muted">
      {words} by {judgedBy}, <When instant={dateJudged} />
      {reason && (
        <>
          : <bdi className="text-ink">{visibleText(reason)}</bdi>
        </>
      )}
    </p>
  );
}
