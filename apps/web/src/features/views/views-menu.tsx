'use client';

import type { ViewedList } from '@ai-sessions/contract';
import { Bookmark } from 'lucide-react';
import { Suspense } from 'react';
import { AfterScripts } from '@/components/after-scripts.tsx';
import { loadLater } from '@/components/load-later.ts';
import { Button } from '@/components/ui/button.tsx';
import { Popover } from '@/components/ui/popover.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';

const { Part: ViewChoice } = loadLater(() => import('./view-choice.tsx'));

/** The saved views of a list: one's own and shared ones, and a way to save what is shown. */
export function ViewsMenu({ list }: { list: ViewedList }) {
  return (
    <AfterScripts>
      <Popover
        label="Views"
        align="end"
        className="w-[min(22rem,calc(100vw-1rem))] p-3"
        trigger={
          <Button variant="outline">
            <Bookmark aria-hidden /> Views
          </Button>
        }
      >
        {() => (
          <Suspense fallback={<Skeleton className="h-40" />}>
            <ViewChoice list={list} />
          </Suspense>
        )}
      </Popover>
    </AfterScripts>
  );
}
