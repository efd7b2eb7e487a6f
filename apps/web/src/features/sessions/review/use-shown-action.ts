'use client';

import { useState } from 'react';
import { ChangedMeanwhile } from '@/trpc/failure.ts';
import type { ReviewedAction } from './reviewed-action.ts';

/**
 * The action that a dialog shows: as it was when the dialog opened, so that nothing moves under the hands of whoever
 * types, and as it is by now once they were told that it changed.
 */
export function useShownAction(opened: ReviewedAction, actions: readonly ReviewedAction[]) {
  const [follows, setFollows] = useState(false);
  const present = actions.find(({ id }) => id === opened.id);
  return {
    present,
    shown: follows && present ? present : opened,
    onError: (error: unknown) => {
      if (error instanceof ChangedMeanwhile) setFollows(true);
    },
  };
}
