'use client';

import type { AISessionCommentInfo } from '@ai-sessions/contract';
import { Pencil } from 'lucide-react';
import { Confirmation } from '@/components/confirmation.tsx';
import { HistoryItem } from '@/components/history/history-item.tsx';
import { Button } from '@/components/ui/button.tsx';
import { useTRPCClient } from '@/trpc/client.ts';
import { commentAnchor } from './comment-anchor.ts';
import { CommentForm } from './comment-form.tsx';
import { CommentText } from './comment-text.tsx';
import { useCommentRefresh } from './use-comments.ts';
import { useDraft } from './use-draft.ts';

interface CommentItemProps {
  readonly comment: AISessionCommentInfo;
  readonly visitorId: string;
  /** What the action does that it is about, where that is known. */
  readonly title: string | undefined;
}

/** One comment among what happened to its session; whoever has made it can change and remove it. */
export function CommentItem({ comment, visitorId, title }: CommentItemProps) {
  const { id = '', sessionId, actionId, authorId, text, mentions, version, createdBy, dateCreated } = comment;
  const api = useTRPCClient();
  const refresh = useCommentRefresh(sessionId);
  const [draft, setDraft] = useDraft(`comment-${visitorId}-${sessionId}-${id}`);
  const isOwn = authorId === visitorId;
  const save = async (wanted: string) => {
    await api.comment.patch.mutate({ sessionId, commentId: id, text: wanted });
    setDraft(undefined);
    await refresh();
  };
  const remove = async () => {
    await api.comment.delete.mutate({ sessionId, commentId: id });
    await refresh();
  };
  return (
    <HistoryItem
      anchor={commentAnchor(id)}
      what="comment"
      date={dateCreated}
      sentence={
        <>
          <span className="font-medium">{createdBy}</span> commented
          {actionId !== undefined && (title === undefined ? ' on an action' : ` on ‘${title}’`)}
          {version > 1 && <span className="text-muted"> (changed since)</span>}
        </>
      }
    >
      {draft === undefined || !isOwn ? (
        <div className="mt-1.5 rounded-md border-l-2 border-accent bg-sunken/60 px-3 py-2">
          <CommentText text={text} mentions={mentions} />
        </div>
      ) : (
        <div className="mt-2">
          <CommentForm
            label="Change the comment"
            text={draft}
            onType={setDraft}
            onSave={save}
            saves="Save"
            autoFocus
            onCancel={() => setDraft(undefined)}
          />
        </div>
      )}
      {isOwn && draft === undefined && (
        <div className="mt-2 flex gap-2">
          <Button variant="outline" size="small" onClick={() => setDraft(text)}>
            <Pencil aria-hidden /> Edit
          </Button>
          <Confirmation
            trigger="Remove"
            title="Remove this comment?"
            description="It goes from the page of the session. What it said stays in the audit."
            action="Remove"
            onConfirm={remove}
          />
        </div>
      )}
    </HistoryItem>
  );
}
