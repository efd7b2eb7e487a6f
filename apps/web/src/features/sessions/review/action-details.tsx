import { Code } from '@/components/code.tsx';
import { LineDiff } from '@/components/line-diff.tsx';
import { prettyJson } from '@/components/pretty-json.ts';
import { When } from '@/components/ui/when.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

const summaryLook = 'w-fit cursor-pointer rounded-sm text-xs text-accent';

/** What a reviewer may want to look up: the whole arguments, the request, and what the action was before corrections. */
export function ActionDetails({ action: { info, review, number } }: { action: ReviewedAction }) {
  const versions = info.earlierVersions ?? [];
  const now = info.arguments ?? '{}';
  return (
    <div className="mt-3 flex flex-col gap-2">
      <details>
        <summary className={summaryLook}>Arguments and request</summary>
        <div className="mt-2 flex flex-col gap-2">
          <Code text={prettyJson(now)} label={`Arguments of action ${number}`} className="max-h-64" />
          {review?.request && (
            <Code text={review.request} label={`Request of action ${number}`} className="max-h-64" />
          )}
        </div>
      </details>
      {versions.length > 0 && (
        <details>
          <summary className={summaryLook}>
            Corrected {versions.length === 1 ? 'once' : `${versions.length} times`}
          </summary>
          <ol className="mt-2 flex flex-col gap-3">
            {versions.map((version, index) => (
              <li key={version.dateReplaced} className="text-xs">
                <p className="mb-1 text-muted">
                  By {version.replacedBy}, <When instant={version.dateReplaced} />
                </p>
                <LineDiff
                  label={`Correction ${index + 1} of action ${number}`}
                  before={prettyJson(version.arguments)}
                  after={prettyJson(versions[index + 1]?.arguments ?? now)}
                />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
