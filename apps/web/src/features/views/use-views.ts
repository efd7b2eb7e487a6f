'use client';

import type { AIViewInfo, ViewedList } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone, type CallContext } from '@/trpc/links.ts';

/** Views shown at once, by name. */
const SHOWN = 100;

/** The views of a list, and how to save, change and remove them. */
export function useViews(list: ViewedList) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.view.pathKey() });
  const views = useQuery(
    trpc.view.list.queryOptions({ list, sortField: 'name', countPerPage: SHOWN, simplifiedPaging: true }),
  );
  const asShown = <Answer>(shown: AIViewInfo, change: (asRead: CallContext) => Promise<Answer>) =>
    changeAsShown({
      present: undefined,
      read: () => api.view.get.query({ viewId: shown.id ?? '' }, alone),
      whatChanged: (present) =>
        present.version === shown.version
          ? undefined
          : `Meanwhile ${present.lastModifiedBy ?? 'somebody'} changed this view.`,
      change,
    });
  const save = useMutation(trpc.view.create.mutationOptions({ onSettled }));
  const replace = useMutation({
    mutationFn: ({ view, query }: { view: AIViewInfo; query: string }) =>
      asShown(view, (asRead) => api.view.patch.mutate({ viewId: view.id ?? '', query }, asRead)),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (view: AIViewInfo) =>
      asShown(view, (asRead) => api.view.delete.mutate({ viewId: view.id ?? '' }, asRead)),
    onSettled,
  });
  return { views, save, replace, remove };
}
