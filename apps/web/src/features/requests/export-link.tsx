'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { requestFilters } from './request-list-input.ts';

/** Leads to all requests that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/requests/export" filters={requestFilters(get)} name="requests" />;
}
