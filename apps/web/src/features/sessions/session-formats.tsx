'use client';

import { curlCommand } from '@/components/curl-command.ts';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { useHydrated } from '@/components/use-hydrated.ts';

/** The formats in which the API gives a session, with what they are called. */
const formats = [
  ['json', 'JSON'],
  ['xml', 'XML'],
  ['csv', 'CSV'],
  ['jsonl', 'JSON Lines'],
  ['jsv', 'JSV'],
] as const;

/** Leads to a session as programs get it, and copies a command that asks for it. */
export function SessionFormats({ sessionId }: { sessionId: string }) {
  const isHydrated = useHydrated();
  const path = `/ai/sessions/${encodeURIComponent(sessionId)}`;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <ul className="flex flex-wrap gap-x-2.5 gap-y-0.5">
        {formats.map(([format, name]) => (
          <li key={format}>
            <a
              href={`${path}.${format}`}
              target="_blank"
              rel="noreferrer"
              className="rounded-sm text-accent hover:underline"
            >
              {name}
              <span className="sr-only"> (opens elsewhere)</span>
            </a>
          </li>
        ))}
      </ul>
      <CopyButton
        text={curlCommand({ url: `${isHydrated ? window.location.origin : ''}${path}` })}
        label="Copy as curl"
        className="-ml-1 inline-flex items-center gap-1.5 text-xs"
      >
        Copy as curl
      </CopyButton>
    </div>
  );
}
