'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import type { ReviewedAction } from './reviewed-action.ts';
import { whatChanged } from './what-changed.ts';

interface GroupJudgement {
  readonly judgement: 'Accepted' | 'Refused';
  readonly reason?: string | undefined;
}

/** An action that could not be judged, and why. */
interface GroupFailure {
  readonly action: ReviewedAction;
  readonly error: unknown;
}

/** How far a group is. */
export interface GroupProgress {
  readonly judgement: GroupJudgement['judgement'];
  readonly total: number;
  readonly done: number;
  readonly failures: readonly GroupFailure[];
  readonly running: boolean;
}

/**
 * Judges many actions as they were shown, and reads the session once after that. One follows the other, since each names
 * what the one before has left: what somebody else changes meanwhile is noticed.
 */
export function useGroupJudge(sessionId: string) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { changeMuch } = useSessionRefresh(sessionId);
  const key = trpc.session.get.queryKey({ sessionId });
  const [progress, setProgress] = useState<GroupProgress>();
  const [decidedIds, setDecidedIds] = useState<ReadonlySet<string>>(new Set());
  const isRunning = useRef(false);
  const isStopped = useRef(false);

  /** @returns How many were judged. */
  const run = async (actions: readonly ReviewedAction[], { judgement, reason }: GroupJudgement) => {
    if (isRunning.current) return 0;
    isRunning.current = true;
    isStopped.current = false;
    let done = 0;
    let failures: readonly GroupFailure[] = [];
    const tell = (running: boolean) =>
      setProgress({ judgement, total: actions.length, done, failures, running });
    tell(true);
    await changeMuch(async () => {
      let present = queries.getQueryData(key);
      for (const action of actions) {
        if (isStopped.current) break;
        const { id: actionId, info } = action;
        try {
          present = await changeAsShown({
            present,
            read: () => api.session.get.query({ sessionId }, alone),
            whatChanged: (now) => whatChanged(info, now),
            change: (asRead) =>
              api.session.judgeAction.mutate({ sessionId, actionId, judgement, reason }, asRead),
          });
          done++;
          setDecidedIds((known) => new Set([...known, actionId]));
        } catch (error) {
          // The others do not depend on it; the next one is held against what is there by now.
          present = undefined;
          failures = [...failures, { action, error }];
        }
        tell(true);
      }
      if (present) queries.setQueryData(key, present);
    });
    isRunning.current = false;
    tell(false);
    return done;
  };
  /** Stops after the action that is being judged. */
  const stop = () => {
    isStopped.current = true;
  };
  return { progress, decidedIds, run, stop };
}
