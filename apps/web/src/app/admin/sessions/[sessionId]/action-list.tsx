import type { AISessionActionInfo } from '@ai-sessions/contract';
import { When } from '../../../../components/ui/when.tsx';

/** What the agent proposes, in the order in which it would be carried out. */
export function ActionList({ actions }: { actions: readonly AISessionActionInfo[] }) {
  return (
    <section aria-labelledby="actions">
      <h2 id="actions" className="mb-2 text-sm font-semibold">
        Proposed changes
      </h2>
      {actions.length === 0 ? (
        <p className="rounded-lg border border-dashed px-4 py-6 text-sm text-muted">
          The agent has not queued anything yet.
        </p>
      ) : (
        <ol className="divide-y rounded-lg border bg-sheet">
          {actions.map((action, index) => (
            <Action key={action.id} action={action} number={index + 1} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Action({ action, number }: { action: AISessionActionInfo; number: number }) {
  const given = argumentsOf(action.arguments);
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="font-mono font-medium break-all">
          <span className="mr-2 text-muted">{number}.</span>
          {action.functionName}
        </h3>
        <span className="shrink-0 text-xs text-muted">
          <When instant={action.date} />
        </span>
      </div>
      {given.length > 0 && (
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
          {given.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
              <dd className="font-mono text-xs leading-5 break-all whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {action.description && (
        <p className="mt-2 border-l-2 pl-3 text-muted">
          <span className="text-xs">The agent says: </span>
          <span className="whitespace-pre-line">{action.description}</span>
        </p>
      )}
    </li>
  );
}

/** The arguments one by one; texts as they are, everything else as JSON. */
function argumentsOf(text: string | undefined): readonly (readonly [string, string])[] {
  const given: unknown = JSON.parse(text ?? '{}');
  return Object.entries(Object(given)).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  ]);
}
