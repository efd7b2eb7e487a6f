import type { z } from 'zod';
import { AISessionActionState } from './ai-session-action-state.ts';

/** Where an action stands. */
export type ActionState = z.output<typeof AISessionActionState>;

/** What can be done with an action in one state. */
interface ActionStateRules {
  /** It counts among the pending actions of its session: somebody has yet to judge, revise or apply it. */
  readonly pending: boolean;
  /** It can be judged and corrected. */
  readonly open: boolean;
  /** The agent that proposed it can revise and withdraw it: nobody has decided on it yet, or it was sent back. */
  readonly revisable: boolean;
  /** Applying the session carries it out. */
  readonly runnable: boolean;
  /** It can be dropped. A call under way or in doubt has to be settled first. */
  readonly droppable: boolean;
  /** It took effect, or may have: from then on it is shown as it was read. */
  readonly carriedOut: boolean;
}

/**
 * The rules of all states of an action, in one table. API, apply, pages and the lists in SQL derive from it; the trigger
 * that counts the pending actions of a session is held against it by a test.
 */
export const actionStates = {
  Queued: { pending: true, open: true, revisable: true, runnable: true, droppable: true, carriedOut: false },
  Accepted: {
    pending: true,
    open: true,
    revisable: false,
    runnable: true,
    droppable: true,
    carriedOut: false,
  },
  Refused: {
    pending: false,
    open: true,
    revisable: false,
    runnable: false,
    droppable: true,
    carriedOut: false,
  },
  Returned: {
    pending: true,
    open: true,
    revisable: true,
    runnable: false,
    droppable: true,
    carriedOut: false,
  },
  Running: {
    pending: false,
    open: false,
    revisable: false,
    runnable: false,
    droppable: false,
    carriedOut: false,
  },
  Applied: {
    pending: false,
    open: false,
    revisable: false,
    runnable: false,
    droppable: true,
    carriedOut: true,
  },
  Failed: {
    pending: false,
    open: true,
    revisable: false,
    runnable: true,
    droppable: true,
    carriedOut: false,
  },
  InDoubt: {
    pending: false,
    open: false,
    revisable: false,
    runnable: false,
    droppable: false,
    carriedOut: true,
  },
} as const satisfies Readonly<Record<ActionState, ActionStateRules>>;

const rulesOf = (state: ActionState): ActionStateRules => actionStates[state];

/** Whether an action in this state counts among the pending ones of its session. */
export const isPending = (state: ActionState): boolean => rulesOf(state).pending;

/** Whether an action in this state can be judged and corrected. */
export const isOpen = (state: ActionState): boolean => rulesOf(state).open;

/** Whether the agent that proposed an action can revise and withdraw it in this state. */
export const isRevisable = (state: ActionState): boolean => rulesOf(state).revisable;

/** Whether applying a session carries out its actions in this state. */
export const isRunnable = (state: ActionState): boolean => rulesOf(state).runnable;

/** Whether an action in this state can be dropped. */
export const isDroppable = (state: ActionState): boolean => rulesOf(state).droppable;

/** Whether an action in this state took effect, or may have. */
export const isCarriedOut = (state: ActionState): boolean => rulesOf(state).carriedOut;

/** The states of an action for which a rule holds, in the order of {@link AISessionActionState}. */
export function actionStatesThat(holds: (state: ActionState) => boolean): readonly ActionState[] {
  return AISessionActionState.options.filter(holds);
}
