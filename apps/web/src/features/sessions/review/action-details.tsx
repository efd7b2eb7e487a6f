import { visibleText } from '@ai-sessions/apply/visible-text';
import { Code } from '@/components/code.tsx';
import { LineDiff } from '@/components/line-diff.tsx';
import { prettyJson } from '@/components/pretty-json.ts';
import { stateWords } from '@/components/state-badge.tsx';
import { When } from '@/components/ui/when.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

const summaryLook = 'w-fit cursor-pointer rounded-sm text-xs text-accent';

/** What a reviewer may want to look up: the whole arguments, the request, and what the action was before corrections. */
export function ActionDetails({ action: { info, review, number } }: { action: ReviewedAction }) {
  const versions = info.earlierVersions ?? [];
  const now = info.arguments ?? '{}';
  const returned =
    info.state === 'Queued' ? versions.findLast(({ state }) => state === 'Returned') : undefined;
  return (
    <div className="mt-3 flex flex-col gap-2">
      {returned && (
        <details open>
          <summary className={summaryLook}>Revised since it was returned</summary>
          <p className="mt-2 mb-1 text-xs break-words text-muted">
            Returned: <span className="text-ink">{visibleText(returned.reason ?? '')}</span>
          </p>
          <LineDiff
            label={`What differs in action ${number} from the version that was returned`}
            before={prettyJson(returned.arguments)}
            after={prettyJson(now)}
          />
        </details>
      )}
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
                  {version.state && version.state !== 'Queued' && (
                    <>
                      , when it was {stateWords(version.state)}
                      {version.reason && `: ${visibleText(version.reason)}`}
                    </>
                  )}
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
