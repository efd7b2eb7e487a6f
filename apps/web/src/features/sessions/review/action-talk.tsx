import { MessageSquare } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { commentAnchor } from '@/features/comments/comment-anchor.ts';
import type { ActionComments } from '@/features/comments/use-comments.ts';
import type { ActionCommands } from './action-buttons.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

interface ActionTalkProps {
  readonly action: ReviewedAction;
  readonly comments: ActionComments | undefined;
  readonly commands: ActionCommands;
}

/** Leads to what was said about an action, and lets the reader say something. */
export function ActionTalk({ action, comments, commands }: ActionTalkProps) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
      <Button
        size="small"
        variant="ghost"
        className="-ml-2.5"
        aria-label={`Comment on action ${action.number}`}
        aria-keyshortcuts="c"
        onClick={() => commands.comment(action)}
      >
        <MessageSquare aria-hidden /> Comment
      </Button>
      {comments && (
        <a href={`#${commentAnchor(comments.latestId)}`} className="rounded-sm text-accent hover:underline">
          {comments.count === 1 ? '1 comment' : `${comments.count} comments`}
        </a>
      )}
    </div>
  );
}
