import type { AISessionActionReview } from '@ai-sessions/contract';
import { RiskBadge } from '@/components/risk-badge.tsx';
import { stateWords } from '@/components/state-badge.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

/** The actions that a person has to accept before anything is carried out, since nothing is accepted yet. */
export function blocking(actions: readonly ReviewedAction[]): readonly ReviewedAction[] {
  const isAnyPlanned = actions.some(({ review }) => review?.runs);
  const waiting = actions.filter(({ review, state }) => review?.needsAcceptance && state !== 'Accepted');
  const isAnyAccepted = actions.some(({ state }) => state === 'Accepted');
  return isAnyPlanned || isAnyAccepted ? [] : waiting;
}

/** What will be carried out, in order, and what will not and why. */
export function ApplySummary({ actions }: { actions: readonly ReviewedAction[] }) {
  const running = actions.filter(({ review }) => review?.runs);
  const isBlocked = blocking(actions).length > 0;
  const staying = actions.filter(({ review }) => !review?.runs);
  return (
    <div className="flex flex-col gap-4 text-sm">
      <section aria-label="What will be carried out">
        {running.length === 0 ? (
          <p className="text-muted">Nothing can be carried out as things are.</p>
        ) : (
          <ol className="divide-y rounded-md border">
            {running.map(({ id, number, title, review, info }) => (
              <li key={id} className="flex items-baseline gap-2 px-3 py-2">
                <span className="text-muted tabular-nums">{number}.</span>
                <span className="min-w-0 flex-1 break-words">
                  {title}
                  {info.mayBeDoneTwice && <span className="text-danger"> (perhaps for the second time)</span>}
                </span>
                {review?.risk && <RiskBadge risk={review.risk} />}
              </li>
            ))}
          </ol>
        )}
      </section>
      {staying.length > 0 && (
        <section aria-labelledby="staying">
          <h3 id="staying" className="mb-1 font-medium">
            Not carried out
          </h3>
          <ul className="flex flex-col gap-1 text-muted">
            {staying.map((action) => (
              <li key={action.id} className="flex items-baseline gap-2 px-3">
                <span className="tabular-nums">{action.number}.</span>
                <span className="min-w-0 break-words">
                  {action.title}: <span className="text-ink">{whyNot(action, isBlocked)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function whyNot({ state, review, info }: ReviewedAction, isBlocked: boolean): string {
  switch (state) {
    case 'Refused':
    case 'Returned':
      return `${stateWords(state)}${info.reason ? `: ${info.reason}` : '.'}`;
    case 'Applied':
      return 'Applied already.';
    case 'InDoubt':
      return 'In doubt: say first what became of it.';
    case 'Queued':
    case 'Accepted':
    case 'Failed':
    case 'Running':
      if (!review) return 'Queued since the review was opened.';
      return review.problems.join(' ') || notNow(review, isBlocked);
    default:
      return state satisfies never;
  }
}

function notNow({ needsAcceptance, demands }: AISessionActionReview, isBlocked: boolean): string {
  if (needsAcceptance) return demands[0] ?? 'A person has to accept it.';
  return isBlocked
    ? 'Not before those are judged that a person has to accept.'
    : 'Not accepted, while others are.';
}
