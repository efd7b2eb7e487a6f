'use client';

import { ExternalLink } from 'lucide-react';
import { createContext, useContext } from 'react';
import { CopyButton } from '@/components/ui/copy-button.tsx';

/** Where traces are looked at, with `{traceId}` for the id; absent when nobody has said so. */
const TraceUrl = createContext<string | undefined>(undefined);

/** Says to what is in it where traces are looked at. */
export const TraceUrlProvider = TraceUrl.Provider;

/** The trace in which something was proposed: to copy, and to open where that is known. */
export function TraceLink({ traceId }: { traceId: string }) {
  const url = useContext(TraceUrl)?.replaceAll('{traceId}', traceId);
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-1 text-xs text-muted">
      Trace
      {url === undefined ? (
        <span className="font-mono break-all">{traceId}</span>
      ) : (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 rounded-sm font-mono break-all text-accent hover:underline [&_svg]:size-3 [&_svg]:shrink-0"
        >
          {traceId} <ExternalLink aria-label="(opens elsewhere)" />
        </a>
      )}
      <CopyButton text={traceId} label="Copy trace id" />
    </p>
  );
}
