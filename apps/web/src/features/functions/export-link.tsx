'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { functionFilters } from './function-list-input.ts';

/** Leads to all functions that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/ai/functions/export" filters={functionFilters(get)} name="functions" />;
}
