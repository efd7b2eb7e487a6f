'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { userFilters } from './user-list-input.ts';

/** Leads to all users that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/users/export" filters={userFilters(get)} name="users" />;
}
