import { MessageSquare } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { commentAnchor } from '@/features/comments/comment-anchor.ts';
import type { ActionComments } from '@/features/comments/use-comments.ts';
import type { ActionCommands } from './action-commands.ts';
import type { ReviewedAction } from './reviewed-action.ts';

interface ActionTalkProps {
  readonly action: ReviewedAction;
  readonly comments: ActionComments | undefined;
  readonly commands: ActionCommands;
}

/** Leads to what was said about an action, and lets the reader say something. */
export function ActionTalk({ action, comments, commands }: ActionTalkProps) {
  return (
    <>
      <Button
        size="small"
        variant="ghost"
        aria-label={`Comment on action ${action.number}`}
        aria-keyshortcuts="c"
        onClick={() => commands.comment(action)}
      >
        <MessageSquare aria-hidden /> Comment
      </Button>
      {comments && (
        <a
          href={`#${commentAnchor(comments.latestId)}`}
          className="self-center rounded-sm text-xs text-accent hover:underline"
        >
          {comments.count === 1 ? '1 comment' : `${comments.count} comments`}
        </a>
      )}
    </>
  );
}
