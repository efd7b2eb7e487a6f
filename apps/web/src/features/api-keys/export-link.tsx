'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { keyFilters } from './key-list-input.ts';

/** Leads to all API keys that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/api-keys/export" filters={keyFilters(get)} name="keys" />;
}
