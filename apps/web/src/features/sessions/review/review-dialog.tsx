'use client';

import type { AISessionReview } from '@ai-sessions/contract';
import { ApplyDialog } from './apply-dialog.tsx';
import { CorrectionDialog } from './correction/correction-dialog.tsx';
import { DropDialog } from './drop-dialog.tsx';
import { DryRunDialog } from './dry-run-dialog.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

/** Which dialog of the review is open. */
export type OpenDialog =
  | { readonly kind: 'apply' | 'dryRun' }
  | { readonly kind: 'drop'; readonly opened: ReviewedAction | readonly ReviewedAction[] }
  | { readonly kind: 'group'; readonly opened: readonly ReviewedAction[] }
  | { readonly kind: 'correct'; readonly action: ReviewedAction }
  | {
      readonly kind: 'reason';
      readonly action: ReviewedAction;
      readonly judgement: 'Refused' | 'Returned';
    };

interface ReviewDialogProps {
  readonly sessionId: string;
  readonly dialog: OpenDialog | undefined;
  /** Absent until it is read; only what applies has to wait for it. */
  readonly review: AISessionReview | undefined;
  readonly actions: readonly ReviewedAction[];
  readonly isApplying: boolean;
  /** Whether the review is being read again. */
  readonly isStale: boolean;
  readonly onClose: () => void;
  /** Gets a sentence for those who do not see what was done. */
  readonly onDone: (announcement: string) => void;
  /** A run was asked for. */
  readonly onApply: () => void;
  readonly onMoved: () => void;
}

/** The dialog that is open, if one is. */
export function ReviewDialog({
  sessionId,
  dialog,
  review,
  actions,
  isApplying,
  isStale,
  onClose,
  onDone,
  onApply,
  onMoved,
}: ReviewDialogProps) {
  if (!dialog) return null;
  switch (dialog.kind) {
    case 'dryRun':
      return review && <DryRunDialog {...{ sessionId, isStale, onClose }} eTag={review.eTag} />;
    case 'apply':
      return (
        review && <ApplyDialog {...{ review, actions, isApplying, isStale, onClose, onApply, onMoved }} />
      );
    case 'drop':
      return <DropDialog {...{ sessionId, actions, onClose, onDone }} opened={dialog.opened} />;
    case 'group':
      return <GroupDialog {...{ sessionId, onClose, onDone }} opened={dialog.opened} />;
    // What is typed outlives whatever becomes of the action meanwhile.
    case 'correct':
      return (
        <CorrectionDialog {...{ sessionId, onClose, onDone }} opened={dialog.action} actions={actions} />
      );
    case 'reason':
      return (
        <ReasonDialog
          {...{ sessionId, onClose, onDone }}
          opened={dialog.action}
          actions={actions}
          judgement={dialog.judgement}
        />
      );
    default:
      return dialog satisfies never;
  }
}
