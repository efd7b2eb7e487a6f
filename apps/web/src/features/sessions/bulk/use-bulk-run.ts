'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import pLimit from 'p-limit';
import { useRef, useState } from 'react';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { type BulkActionName, whatDiffers } from './bulk-action.ts';

/** Sessions worked on at the same time. */
const AT_ONCE = 4;

/** A session to which it could not be done, and why. */
export interface BulkFailure {
  readonly session: AISessionInfo;
  readonly error: unknown;
}

/** How far the work is. */
export interface BulkProgress {
  readonly total: number;
  readonly doneIds: readonly string[];
  readonly failures: readonly BulkFailure[];
  readonly running: boolean;
}

const NOTHING: BulkProgress = { total: 0, doneIds: [], failures: [], running: false };

/**
 * Does something to sessions one by one, some at a time, each as long as it is what the list showed. What failed does not
 * stop the others; what is done is not done again when the rest is tried anew.
 */
export function useBulkRun(action: BulkActionName) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<BulkProgress>(NOTHING);
  const isRunning = useRef(false);
  const isStopped = useRef(false);
  const doneIds = useRef(new Set<string>());

  const act = async (session: AISessionInfo) => {
    const { id: sessionId = '' } = session;
    if (action === 'restore') {
      await api.session.restore.mutate({ sessionId });
      return;
    }
    await changeAsShown({
      present: undefined,
      read: () => api.session.get.query({ sessionId }, alone),
      whatChanged: (present) => whatDiffers(session, present),
      change: (asRead) => api.session.delete.mutate({ sessionId }, asRead),
    });
  };

  const run = async (sessions: readonly AISessionInfo[]) => {
    if (isRunning.current) return;
    isRunning.current = true;
    isStopped.current = false;
    const open = sessions.filter(({ id = '' }) => !doneIds.current.has(id));
    setProgress({ ...NOTHING, total: open.length, running: true });
    const limit = pLimit(AT_ONCE);
    const one = async (session: AISessionInfo) => {
      if (isStopped.current) return;
      const { id = '' } = session;
      try {
        await act(session);
        doneIds.current.add(id);
        setProgress((known) => ({ ...known, doneIds: [...known.doneIds, id] }));
      } catch (error) {
        setProgress((known) => ({ ...known, failures: [...known.failures, { session, error }] }));
      }
    };
    await Promise.all(open.map((session) => limit(() => one(session))));
    isRunning.current = false;
    setProgress((known) => ({ ...known, running: false }));
    await Promise.all([
      queries.invalidateQueries({ queryKey: trpc.session.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.overview.pathKey() }),
    ]);
  };
  const stop = () => {
    isStopped.current = true;
  };
  /** All to which it was done, in however many tries. */
  const allDone = () => [...doneIds.current];
  return { progress, run, stop, allDone };
}
