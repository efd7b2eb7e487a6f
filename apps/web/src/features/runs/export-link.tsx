'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { runFilters } from './run-list-input.ts';

/** Leads to all runs that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/ai/runs/export" filters={runFilters(get)} name="runs" />;
}
