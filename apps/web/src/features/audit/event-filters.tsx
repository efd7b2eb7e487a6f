'use client';

import { SearchBox } from '@/components/table/search-box.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { UrlDay, UrlText } from '@/components/table/url-field.tsx';
import type { TableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Select } from '@/components/ui/select.tsx';
import { columns } from './columns.tsx';

const types = [
  'AISession',
  'AIFunction',
  'AIApplying',
  'AIWebhook',
  'AIView',
  'Account',
  'User',
  'ApiKey',
  'AgentGrant',
  'BrowserSession',
] as const;

/** What the events are narrowed down by; it is kept in the URL. */
export function EventFilters({ view }: { view: TableView }) {
  const { get, change } = useUrlState();
  const set = (name: string, value: string) => change({ [name]: value, cursor: undefined });
  return (
    <div className="mb-4 grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-5">
      <div className="flex gap-2 sm:col-span-2">
        <SearchBox label="Search by user" />
        <TableOptions columns={columns} view={view} />
      </div>
      <Select
        aria-label="Record type"
        value={get('type') ?? ''}
        onChange={(event) => set('type', event.target.value)}
      >
        <option value="">All records</option>
        {types.map((type) => (
          <option key={type}>{type}</option>
        ))}
      </Select>
      <Select
        aria-label="Outcome"
        value={get('outcome') ?? ''}
        onChange={(event) => set('outcome', event.target.value)}
      >
        <option value="">Any outcome</option>
        <option value="done">Done</option>
        <option value="refused">Refused</option>
      </Select>
      <UrlText name="operation" label="Operation: PatchUser" />
      <UrlText name="record" label="Record ID" />
      <UrlText name="request" label="Request ID" />
      <UrlDay name="from" label="From" />
      <UrlDay name="until" label="Until" />
    </div>
  );
}
