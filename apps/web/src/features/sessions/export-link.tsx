'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useSessionFilters } from './use-session-filters.ts';

/** Leads to all sessions that match the filters. */
export function ExportLink() {
  const { filters } = useSessionFilters();
  return <ExportLinks path="/ai/sessions/export" filters={filters} name="sessions" />;
}
