'use client';

import { Check, CornerUpLeft, Layers, Pencil, Trash2, Undo2, X } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import type { ActionComments } from '@/features/comments/use-comments.ts';
import type { ActionCommands } from './action-commands.ts';
import { ActionTalk } from './action-talk.tsx';
import { canBeAccepted, type ReviewedAction } from './reviewed-action.ts';

interface ActionButtonsProps {
  readonly action: ReviewedAction;
  /** How many wait that look like it, it among them. */
  readonly alike: number;
  /** What was said about it, if anything was. */
  readonly comments: ActionComments | undefined;
  readonly commands: ActionCommands;
}

/** The same commands as the keys, to click. */
export function ActionButtons({ action, alike, comments, commands }: ActionButtonsProps) {
  const { state, number, review } = action;
  const isApplicable = canBeAccepted(action);
  const mayAccept = review?.canAccept ?? true;
  const mayJudge = review?.canJudge ?? true;
  return (
    <fieldset aria-label={`Decide on action ${number}`} className="mt-3 flex flex-wrap gap-2">
      {(state !== 'Accepted' || review?.needsAcceptance) && mayAccept && isApplicable && (
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
      {alike > 1 && mayJudge && (
        <Button
          size="small"
          variant="ghost"
          aria-keyshortcuts="g"
          onClick={() => commands.decideAlike(action)}
        >
          <Layers aria-hidden /> All {alike} alike …
        </Button>
      )}
      <ActionTalk action={action} comments={comments} commands={commands} />
      {!isApplicable && state !== 'Accepted' && (
        <p className="w-full text-xs text-muted">
          It cannot be accepted, because it cannot be applied as it is. Correct it, return it or refuse it.
        </p>
      )}
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
