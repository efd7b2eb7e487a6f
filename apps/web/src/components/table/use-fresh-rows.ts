'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';

/** How often it is asked what has changed while a page is open. */
const ASK_AGAIN_MS = 15_000;

/** A page of a list, as far as its rows go. */
export interface Page<Row> {
  readonly items: readonly Row[];
}

/** How a list is read that is kept up to date. */
export interface ListQuery<Row, P extends Page<Row>> {
  /** The page that is shown, and its place among the queries. */
  readonly shown: { readonly key: readonly unknown[]; readonly page: P | undefined; readonly readAt: number };
  readonly keyOf: (row: Row) => string;
  /** Reads the page as it would be shown now. */
  readonly readPage: () => Promise<P>;
  /** Reads these rows, whatever has become of them. */
  readonly readRows: (ids: readonly string[]) => Promise<Page<Row>>;
}

/** A list that is kept up to date without moving. */
interface FreshRows<Row> {
  /** The rows that are shown, where they were, each as it is now. */
  readonly rows: readonly Row[] | undefined;
  /** How many rows would come in if the list were read anew. */
  readonly arrived: number;
  /** Shows the list as it is now. */
  readonly showArrived: () => void;
}

/**
 * Keeps the rows of a list up to date where they are: whoever reads or is about to click is not moved to another row. What
 * would come in is counted, and shown on demand.
 */
export function useFreshRows<Row, P extends Page<Row>>({
  shown: { key, page, readAt },
  keyOf,
  readPage,
  readRows,
}: ListQuery<Row, P>): FreshRows<Row> {
  const queries = useQueryClient();
  const ids = page?.items.map(keyOf) ?? [];
  const now = useQuery({
    queryKey: ['as it is now', key, ids],
    queryFn: async () => {
      const [fresh, rows] = await Promise.all([
        readPage(),
        ids.length > 0 ? readRows(ids) : { items: [] as readonly Row[] },
      ]);
      return { fresh, rows: new Map(rows.items.map((row) => [keyOf(row), row])) };
    },
    enabled: page !== undefined,
    // What is shown was read just now.
    initialData: page && { fresh: page, rows: new Map<string, Row>() },
    initialDataUpdatedAt: readAt,
    staleTime: ASK_AGAIN_MS,
    refetchInterval: ASK_AGAIN_MS,
    refetchOnWindowFocus: true,
  });
  const latest = now.data && now.dataUpdatedAt > readAt ? now.data : undefined;
  const known = new Set(ids);
  return {
    rows: page?.items.map((row) => latest?.rows.get(keyOf(row)) ?? row),
    arrived: latest?.fresh.items.filter((row) => !known.has(keyOf(row))).length ?? 0,
    showArrived: () => latest && queries.setQueryData(key, latest.fresh),
  };
}
