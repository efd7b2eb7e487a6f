import type { ReviewedAction } from './reviewed-action.ts';

/** What a reviewer can do with an action. */
export interface ActionCommands {
  readonly accept: (action: ReviewedAction) => void;
  readonly refuse: (action: ReviewedAction) => void;
  readonly sendBack: (action: ReviewedAction) => void;
  readonly takeBack: (action: ReviewedAction) => void;
  readonly correct: (action: ReviewedAction) => void;
  readonly drop: (action: ReviewedAction) => void;
  /** Says something about it. */
  readonly comment: (action: ReviewedAction) => void;
  /** Decides on all that look like it. */
  readonly decideAlike: (action: ReviewedAction) => void;
}
