'use client';

import { jsonObjectOf } from '@ai-sessions/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Tabs } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { leave, useUnsaved } from '@/components/form/unsaved.ts';
import { LineDiff } from '@/components/line-diff.tsx';
import { prettyJson } from '@/components/pretty-json.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Textarea } from '@/components/ui/field.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Meanwhile } from '@/features/sessions/review/meanwhile.tsx';
import type { ReviewedAction } from '@/features/sessions/review/reviewed-action.ts';
import { useShownAction } from '@/features/sessions/review/use-shown-action.ts';
import { whatChanged } from '@/features/sessions/review/what-changed.ts';
import { useChangeAsShown } from '@/features/sessions/use-change-as-shown.ts';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { ArgumentsForm } from './arguments-form.tsx';
import { parametersOf } from './parameters.ts';

interface CorrectionDialogProps {
  readonly sessionId: string;
  /** The action as it was when the dialog opened. */
  readonly opened: ReviewedAction;
  readonly actions: readonly ReviewedAction[];
  readonly onClose: () => void;
  readonly onDone: (announcement: string) => void;
}

const tabLook =
  'rounded-sm px-2.5 py-1 text-sm text-muted data-[state=active]:bg-sheet data-[state=active]:text-ink data-[state=active]:shadow-xs';

/** Corrects the arguments of an action, in a form or as JSON, and shows what that changes. */
export function CorrectionDialog({ sessionId, opened, actions, onClose, onDone }: CorrectionDialogProps) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const changeAsShown = useChangeAsShown(sessionId);
  const { refresh, show } = useSessionRefresh(sessionId);
  const { present, shown, onError } = useShownAction(opened, actions);
  const { functionName = '' } = opened.info;
  const before = prettyJson(shown.info.arguments ?? '{}');
  const [text, setText] = useState(before);
  const values = jsonObjectOf(text);
  const functions = useQuery(
    trpc.function.list.queryOptions({
      nameFilter: functionName,
      countPerPage: 1_000,
      simplifiedPaging: true,
    }),
  );
  const schema = functions.data?.items.find(
    ({ name }) => name.normalize() === functionName.normalize(),
  )?.parameters;
  const parameters = schema === undefined ? undefined : parametersOf(schema);
  const correct = useMutation({
    mutationFn: () =>
      changeAsShown(
        (session) => whatChanged(shown.info, session),
        (asRead) =>
          api.session.patchAction.mutate({ sessionId, actionId: shown.id, arguments: text }, asRead),
      ),
    onSuccess: (session) => {
      onDone(`Action ${shown.number} corrected. It waits to be judged again.`);
      onClose();
      void show(session);
    },
    onError: (error) => {
      onError(error);
      void refresh(undefined);
    },
  });
  const { fields } = failureOf(correct.error);
  useUnsaved(text !== before && !correct.isSuccess);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!correct.isPending) correct.mutate();
  }
  return (
    <Dialog
      open
      wide
      steady
      onOpenChange={(open) => !open && leave(onClose)}
      title="Correct the arguments"
      description={`${shown.number}. ${shown.title}`}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        {correct.isError && !fields.Arguments && <Meanwhile {...{ opened, present }} error={correct.error} />}
        {functions.isPending ? (
          <Skeleton className="h-40 w-full" />
        ) : (
          <Tabs.Root activationMode="manual" defaultValue={parameters ? 'form' : 'json'}>
            <Tabs.List aria-label="How to correct" className="mb-3 flex w-fit gap-1 rounded-md bg-sunken p-1">
              {parameters && (
                <Tabs.Trigger value="form" className={tabLook}>
                  Form
                </Tabs.Trigger>
              )}
              <Tabs.Trigger value="json" className={tabLook}>
                JSON
              </Tabs.Trigger>
            </Tabs.List>
            {parameters && (
              <Tabs.Content value="form" tabIndex={-1}>
                {values ? (
                  <ArgumentsForm
                    parameters={parameters}
                    values={values}
                    onChange={(changed) => setText(JSON.stringify(changed, null, 2))}
                  />
                ) : (
                  <p className="text-sm text-muted">The JSON is invalid. Fix it there first.</p>
                )}
                {fields.Arguments && <p className="text-xs text-danger">{fields.Arguments}</p>}
              </Tabs.Content>
            )}
            <Tabs.Content value="json" tabIndex={-1}>
              <Field
                label="Arguments"
                error={fields.Arguments ?? (values ? undefined : 'This is not a JSON object yet.')}
              >
                {(control) => (
                  <Textarea
                    {...control}
                    autoFocus
                    rows={8}
                    spellCheck={false}
                    className="font-mono text-xs"
                    value={text}
                    onChange={(event) => setText(event.target.value)}
                  />
                )}
              </Field>
            </Tabs.Content>
          </Tabs.Root>
        )}
        <div>
          <h3 className="mb-1 text-sm font-medium">What changes</h3>
          <LineDiff label="What changes" before={before} after={prettyJson(text)} />
        </div>
        <div className="flex gap-2">
          <Button type="submit" disabled={correct.isPending || !values || prettyJson(text) === before}>
            {correct.isPending ? 'Saving …' : 'Save correction'}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
