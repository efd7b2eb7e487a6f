'use client';

import { UrlDay, UrlText } from '@/components/table/url-field.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Select } from '@/components/ui/select.tsx';

/** What the requests are narrowed down by; it is kept in the URL. */
export function RequestFilters() {
  const { get, change } = useUrlState();
  return (
    <div className="mb-4 grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-4">
      <UrlText name="request" label="Request ID" />
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
      <UrlText name="code" label="Code: Forbidden" />
      <UrlDay name="from" label="From" />
      <UrlDay name="until" label="Until" />
    </div>
  );
}
