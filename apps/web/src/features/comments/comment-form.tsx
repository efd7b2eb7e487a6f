'use client';

import { COMMENT_MAXIMUM, withoutBlanks } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { MentionField } from './mention-field.tsx';

interface CommentFormProps {
  readonly label: string;
  readonly text: string;
  readonly onType: (text: string) => void;
  /** Saves what was typed; a failure keeps it. */
  readonly onSave: (text: string) => Promise<unknown>;
  readonly saves: string;
  /** Gives up, where that means something. */
  readonly onCancel?: () => void;
  readonly autoFocus?: boolean;
  /** What stands beside the buttons. */
  readonly children?: ReactNode;
}

/** Asks for what somebody wants to say. Ctrl+Enter saves, and a failure keeps the text. */
export function CommentForm(props: CommentFormProps) {
  const { label, text, onType, onSave, saves, onCancel, autoFocus, children } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const save = useMutation({ mutationFn: onSave });
  const left = COMMENT_MAXIMUM - [...withoutBlanks(text)].length;
  const error = save.isError ? failureOf(save.error).fields.Text : undefined;
  const isEmpty = withoutBlanks(text) === '';
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isEmpty && !save.isPending) save.mutate(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel?.();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return (
    <form onSubmit={submit} className="flex min-w-0 flex-col gap-1">
      {save.isError && !error && <FailureNotice error={save.error} />}
      <Field
        label={label}
        error={error}
        hint={
          left < 0 ? (
            <span className="text-danger">{-left} characters too many</span>
          ) : left < 500 ? (
            `${left} characters left`
          ) : (
            '@ mentions somebody, Ctrl+Enter saves'
          )
        }
      >
        {(control) => (
          <MentionField
            {...control}
            field={field}
            autoFocus={autoFocus}
            rows={3}
            className="min-h-20"
            value={text}
            onChange={onType}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" size="small" disabled={isEmpty || save.isPending}>
          {save.isPending ? 'Saving …' : saves}
        </Button>
        {onCancel && (
          <Button variant="ghost" size="small" onClick={onCancel}>
            Cancel
          </Button>
        )}
        {children}
      </div>
    </form>
  );
}
