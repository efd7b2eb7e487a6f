'use client';

import { TableOptions } from '@/components/table/table-options.tsx';
import { UrlDay, UrlText } from '@/components/table/url-field.tsx';
import type { TableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Select } from '@/components/ui/select.tsx';
import { requestColumns } from './columns.tsx';

/** What the requests are narrowed down by; it is kept in the URL. */
export function RequestFilters({ view }: { view: TableView }) {
  const { get, change } = useUrlState();
  return (
    <div className="mb-4 grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-4">
      <div className="flex gap-2">
        <UrlText name="request" label="Request ID" />
        <TableOptions columns={requestColumns} view={view} />
      </div>
      <UrlText name="user" label="User ID" />
      <UrlText name="key" label="API key ID" />
      <UrlText name="operation" label="Operation: PatchUser" />
      <Select
        aria-label="Outcome"
        value={get('outcome') ?? ''}
        onChange={(event) => change({ outcome: event.target.value, cursor: undefined })}
      >
        <option value="">Any outcome</option>
        <option value="done">Done</option>
        <option value="failed">Failed</option>
      </Select>
      <Select
        aria-label="Way in"
        value={get('way') ?? ''}
        onChange={(event) => change({ way: event.target.value, cursor: undefined })}
      >
        <option value="">Any way in</option>
        <option value="programs">Programs and agents</option>
        <option value="pages">These pages</option>
      </Select>
      <UrlText name="code" label="Code: Forbidden" />
      <UrlDay name="from" label="From" />
      <UrlDay name="until" label="Until" />
    </div>
  );
}
