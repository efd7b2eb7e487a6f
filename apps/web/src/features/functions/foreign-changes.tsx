import { textOf } from '@/components/form/use-contract-form.ts';
import type { ForeignChange } from '@/components/form/use-record-form.ts';
import { LineDiff } from '@/components/line-diff.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import type { FunctionDraft } from './function-draft.ts';

const labels: Readonly<Record<keyof FunctionDraft, string>> = {
  name: 'Name',
  description: 'Description',
  title: 'Title of its actions',
  parameters: 'Arguments',
  risk: 'Risk',
  accountArguments: 'Arguments that name an account',
  objectArguments: 'Arguments that name an object of an account',
  accountIds: 'Only these accounts',
  judgeIds: 'Who may judge',
  needsSecondPerson: 'A second person is needed',
  method: 'Method',
  url: 'Address',
  readUrl: 'Address of the current values',
  headers: 'Headers',
  timeoutSeconds: 'Timeout in seconds',
  honoursIdempotencyKey: 'Once per Idempotency-Key',
  enabled: 'Actions with it may be applied',
};

interface ForeignChangesProps {
  readonly changes: readonly ForeignChange[];
  readonly draft: FunctionDraft;
  readonly by: string | undefined;
}

/** Says what somebody else saved while the function was edited here, and what saving makes of that. */
export function ForeignChanges({ changes, draft, by = 'somebody' }: ForeignChangesProps) {
  const both = changes.filter(({ theirs }) => theirs !== undefined);
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="danger">
        Meanwhile {by} changed {changes.map(({ name }) => `‘${labelOf(name)}’`).join(', ')}. What you typed is
        still here, and the rest of the form is as it is now: look it through, then save.
      </Notice>
      {both.map(({ name, theirs = '' }) => (
        <div key={name}>
          <p className="mb-1 text-sm font-medium">{labelOf(name)}: saving replaces theirs with yours</p>
          <LineDiff
            label={`${labelOf(name)}: theirs and yours`}
            before={theirs}
            after={textOf(Object.entries(draft).find(([member]) => member === name)?.[1])}
          />
        </div>
      ))}
    </div>
  );
}

function labelOf(name: string): string {
  return Object.entries(labels).find(([member]) => member === name)?.[1] ?? name;
}
