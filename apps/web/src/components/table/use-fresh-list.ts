'use client';

import { keepPreviousData, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { TRPCQueryKey } from '@trpc/tanstack-react-query';
import { type ListQuery, type Page, useFreshRows } from './use-fresh-rows.ts';

interface FreshListQuery<Row, P extends Page<Row>, Failure>
  extends Pick<ListQuery<Row, P>, 'keyOf' | 'readPage' | 'readRows'> {
  /** Asks for the page that is shown. */
  readonly query: UseQueryOptions<P, Failure, P, TRPCQueryKey> & { readonly queryKey: TRPCQueryKey };
}

/** Reads a page of a list, which stays in sight while another one is on its way, and keeps it up to date without moving. */
export function useFreshList<Row, P extends Page<Row>, Failure>({
  query,
  ...reading
}: FreshListQuery<Row, P, Failure>) {
  const list = useQuery({
    ...query,
    placeholderData: keepPreviousData,
    // What has changed or come in meanwhile is shown without moving anything.
    refetchOnWindowFocus: false,
  });
  const { rows, ...fresh } = useFreshRows({
    shown: {
      key: query.queryKey,
      page: list.isPlaceholderData ? undefined : list.data,
      readAt: list.dataUpdatedAt,
    },
    ...reading,
  });
  return { list, rows: rows ?? list.data?.items, ...fresh };
}
