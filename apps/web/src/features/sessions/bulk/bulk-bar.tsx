'use client';

import { Suspense, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import type { BulkChoiceProps } from './bulk-choice.tsx';

const { Part: BulkChoice, preload } = loadLater(() => import('./bulk-choice.tsx'));

/** What can be done to the selected sessions; it stays in sight at the bottom of the list, and is loaded after it. */
export function BulkBar(props: BulkChoiceProps) {
  useWhenIdle(preload);
  const [wanted, setWanted] = useState(false);
  if (props.selection.rows.length > 0 && !wanted) setWanted(true);
  if (!wanted) return null;
  return (
    <Suspense>
      <BulkChoice {...props} />
    </Suspense>
  );
}
