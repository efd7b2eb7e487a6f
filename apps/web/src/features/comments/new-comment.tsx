'use client';

import { useRef } from 'react';
import { Select } from '@/components/ui/select.tsx';
import { useTRPCClient } from '@/trpc/client.ts';
import { type CallContext, once } from '@/trpc/links.ts';
import { draftNames, NEW_COMMENT } from './begin-comment.ts';
import { CommentForm } from './comment-form.tsx';
import { useCommentRefresh } from './use-comments.ts';
import { useDraft } from './use-draft.ts';

/** An action that can be commented on. */
interface CommentedAction {
  readonly id: string;
  /** What it does, with its number. */
  readonly name: string;
}

const ABOUT = 'new-comment-about';

interface NewCommentProps {
  readonly sessionId: string;
  readonly visitorId: string;
  readonly actions: readonly CommentedAction[];
}

/** Says something about a session or an action of it. */
export function NewComment({ sessionId, visitorId, actions }: NewCommentProps) {
  const api = useTRPCClient();
  const refresh = useCommentRefresh(sessionId);
  const names = draftNames(visitorId, sessionId);
  const [text = '', type] = useDraft(names.text);
  const [wanted, choose] = useDraft(names.action);
  const actionId = actions.some(({ id }) => id === wanted) ? wanted : undefined;
  // The same text sent again after a failure is the same comment.
  const sent = useRef<{ readonly said: string; readonly call: CallContext }>(undefined);
  const save = async (wantedText: string) => {
    const said = JSON.stringify([wantedText, actionId]);
    if (sent.current?.said !== said) sent.current = { said, call: once() };
    await api.comment.create.mutate({ sessionId, actionId, text: wantedText }, sent.current.call);
    sent.current = undefined;
    type(undefined);
    choose(undefined);
    await refresh();
  };
  return (
    <div id={NEW_COMMENT} className="mb-4 scroll-my-4 rounded-lg border bg-sheet p-4">
      <CommentForm
        label="Comment"
        text={text}
        onType={(typed) => type(typed || undefined)}
        onSave={save}
        saves="Comment"
      >
        {actions.length > 0 && (
          <label
            htmlFor={ABOUT}
            className="ml-auto flex min-w-0 items-center gap-2 text-xs text-muted max-sm:ml-0"
          >
            About
            <Select
              id={ABOUT}
              className="h-8 max-w-56 min-w-0 text-xs"
              value={actionId ?? ''}
              onChange={(event) => choose(event.target.value || undefined)}
            >
              <option value="">the session</option>
              {actions.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </label>
        )}
      </CommentForm>
    </div>
  );
}
