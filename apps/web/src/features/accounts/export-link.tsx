'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { accountFilters } from './account-list-input.ts';

/** Leads to all accounts that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/accounts/export" filters={accountFilters(get)} name="accounts" />;
}
