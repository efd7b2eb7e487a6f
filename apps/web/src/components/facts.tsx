import type { ReactNode } from 'react';

/** What is known about a record, name by name. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="h-fit w-full divide-y rounded-lg border bg-sheet text-sm">{children}</dl>;
}

/** One of them. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="mb-0.5 text-xs text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
