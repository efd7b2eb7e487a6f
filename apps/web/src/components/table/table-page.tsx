'use client';

import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from './pager.tsx';
import { Table, type TableProps } from './table.tsx';

interface TablePageProps<Row> extends TableProps<Row> {
  /** The page of the list as it was asked for. */
  readonly list: {
    readonly isError: boolean;
    readonly error: unknown;
    readonly data?: { readonly nextCursor?: string | undefined } | undefined;
    readonly refetch: () => Promise<unknown>;
  };
  /** What lies over the table. */
  readonly over?: ReactNode;
  /** What follows the table, before the way to other pages. */
  readonly below?: ReactNode;
}

/** A page of a list: its table and the way to the next one, or why it cannot be shown. */
export function TablePage<Row extends object>({ list, over, below, ...table }: TablePageProps<Row>) {
  if (list.isError) return <FailureNotice error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      {over}
      <Table {...table} />
      {below}
      <Pager nextCursor={list.data?.nextCursor} />
    </>
  );
}
