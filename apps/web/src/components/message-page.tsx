import type { ReactNode } from 'react';
import { Button } from './ui/button.tsx';

interface MessagePageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What to do next; leads to the sessions when left out. */
  readonly action?: ReactNode;
}

/** A page that only says something. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="text-sm text-muted">{children}</p>
      {action ?? (
        // A plain link: every page has these in its scripts, and would have what links of Next take once more.
        <Button asChild variant="outline">
          <a href="/admin/sessions">Go to the sessions</a>
        </Button>
      )}
    </main>
  );
}
