import type {
  ActionState,
  AISessionActionInfo,
  AISessionActionReview,
  AISessionInfo,
  AISessionReview,
} from '@ai-sessions/contract';

/** An action with what its reviewer has to see of it. */
export interface ReviewedAction {
  readonly id: string;
  /** Counts from 1, in the order in which actions are carried out. */
  readonly number: number;
  readonly title: string;
  readonly state: ActionState;
  readonly info: AISessionActionInfo;
  /** Absent until the session was opened for review, and for what was queued since. */
  readonly review: AISessionActionReview | undefined;
}

/** Joins where the actions stand now with what was opened for review. */
export function reviewedActions(
  { actions = [] }: AISessionInfo,
  review: AISessionReview | undefined,
): readonly ReviewedAction[] {
  const reviews = new Map(review?.actions.map((action) => [action.actionId, action]));
  return actions.map((info, index) => {
    const { id = '', functionName = '', state = 'Queued' } = info;
    const reviewed = reviews.get(id);
    return {
      id,
      number: index + 1,
      title: reviewed?.title ?? info.title ?? `Unknown function ${functionName}`,
      state,
      info,
      review: reviewed,
    };
  });
}

/**
 * Whether it makes sense to accept an action: nothing keeps it from being applied, but for an earlier call that may have
 * taken effect, since accepting it anew is the answer to that.
 */
export function canBeAccepted({ info: { problems = [], mayBeDoneTwice = false } }: ReviewedAction): boolean {
  return problems.length === 0 || (mayBeDoneTwice && problems.length === 1);
}
