'use client';

import { ExportLinks } from '@/components/table/export-links.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { webhookFilters } from './webhook-list-input.ts';

/** Leads to all webhooks that match the filters. */
export function ExportLink() {
  const { get } = useUrlState();
  return <ExportLinks path="/ai/webhooks/export" filters={webhookFilters(get)} name="webhooks" />;
}
