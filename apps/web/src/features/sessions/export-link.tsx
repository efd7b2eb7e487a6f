'use client';

import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { useHydrated } from '@/components/use-hydrated.ts';
import { useSessionFilters } from './use-session-filters.ts';

/** Leads to all sessions that match the filters, as CSV that no spreadsheet runs as formulas. */
export function ExportLink() {
  const { filters } = useSessionFilters();
  const hydrated = useHydrated();
  const query = new URLSearchParams({ safe: 'true' });
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return (
    <Button asChild variant="outline">
      <a href={hydrated ? `/ai/sessions/export.csv?${query}` : undefined} download="sessions.csv">
        <Download aria-hidden /> Export
      </a>
    </Button>
  );
}
