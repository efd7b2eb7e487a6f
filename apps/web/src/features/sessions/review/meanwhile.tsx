'use client';

import { FailureNotice } from '@/components/failure-notice.tsx';
import { LineDiff } from '@/components/line-diff.tsx';
import { prettyJson } from '@/components/pretty-json.ts';
import { ChangedMeanwhile } from '@/trpc/failure.ts';
import type { ReviewedAction } from './reviewed-action.ts';

interface MeanwhileProps {
  readonly error: unknown;
  readonly opened: ReviewedAction;
  readonly present: ReviewedAction | undefined;
}

/** Says why a change of an action did not go through, and what others made of its arguments since the dialog opened. */
export function Meanwhile({ error, opened, present }: MeanwhileProps) {
  const before = prettyJson(opened.info.arguments ?? '{}');
  const now = prettyJson(present?.info.arguments ?? '{}');
  return (
    <div className="flex flex-col gap-2">
      <FailureNotice error={error} />
      {error instanceof ChangedMeanwhile && present && now !== before && (
        <LineDiff label="What was changed meanwhile" before={before} after={now} />
      )}
    </div>
  );
}
