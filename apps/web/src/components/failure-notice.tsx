'use client';

import { failureOf } from '@/trpc/failure.ts';
import { Button } from './ui/button.tsx';
import { Notice } from './ui/notice.tsx';

/** Says what went wrong and offers to try again. */
export function FailureNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { message, requestId } = failureOf(error);
  return (
    <Notice tone="danger">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          {message}
          {requestId && <span className="ml-2 font-mono text-xs">Request {requestId}</span>}
        </div>
        {onRetry && (
          <Button variant="outline" size="small" className="text-ink" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </Notice>
  );
}
