'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { eventFilters } from './event-list-input.ts';

/** Leads to all events that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/audit/events/export" filters={eventFilters(get)} name="audit" />;
}
