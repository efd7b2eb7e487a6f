'use client';

import { Check, CornerUpLeft, Pencil, Trash2, Undo2, X } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

/** What a reviewer can do with an action. */
export interface ActionCommands {
  readonly accept: (action: ReviewedAction) => void;
  readonly refuse: (action: ReviewedAction) => void;
  readonly sendBack: (action: ReviewedAction) => void;
  readonly takeBack: (action: ReviewedAction) => void;
  readonly correct: (action: ReviewedAction) => void;
  readonly drop: (action: ReviewedAction) => void;
}

interface ActionButtonsProps {
  readonly action: ReviewedAction;
  readonly commands: ActionCommands;
}

/** The same commands as the keys, to click. */
export function ActionButtons({ action, commands }: ActionButtonsProps) {
  const { state, number, review } = action;
  const mayAccept = review?.canAccept ?? true;
  const mayJudge = review?.canJudge ?? true;
  return (
    <fieldset aria-label={`Decide on action ${number}`} className="mt-3 flex flex-wrap gap-2">
      {(state !== 'Accepted' || review?.needsAcceptance) && mayAccept && (
        <Button size="small" variant="outline" aria-keyshortcuts="a" onClick={() => commands.accept(action)}>
          <Check aria-hidden /> Accept
        </Button>
      )}
      {state !== 'Refused' && mayJudge && (
        <Button size="small" variant="outline" aria-keyshortcuts="r" onClick={() => commands.refuse(action)}>
          <X aria-hidden /> Refuse
        </Button>
      )}
      {state !== 'Returned' && mayJudge && (
        <Button
          size="small"
          variant="outline"
          aria-keyshortcuts="t"
          onClick={() => commands.sendBack(action)}
        >
          <CornerUpLeft aria-hidden /> Return
        </Button>
      )}
      {state !== 'Queued' && mayJudge && (
        <Button size="small" variant="ghost" aria-keyshortcuts="u" onClick={() => commands.takeBack(action)}>
          <Undo2 aria-hidden /> Take back
        </Button>
      )}
      <Button size="small" variant="ghost" aria-keyshortcuts="e" onClick={() => commands.correct(action)}>
        <Pencil aria-hidden /> Correct
      </Button>
      <Button size="small" variant="ghost" aria-keyshortcuts="x" onClick={() => commands.drop(action)}>
        <Trash2 aria-hidden /> Drop
      </Button>
      {!mayAccept && (
        <p className="w-full text-xs text-muted">
          {mayJudge
            ? 'Another person has to accept it: you have queued or corrected it.'
            : 'Only the users whom its function names may judge it.'}
        </p>
      )}
    </fieldset>
  );
}
