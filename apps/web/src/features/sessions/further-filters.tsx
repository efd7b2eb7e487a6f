'use client';

import { UrlDay, UrlText } from '@/components/table/url-field.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Select } from '@/components/ui/select.tsx';

/** What sessions are rarely narrowed down by. */
export default function FurtherFilters() {
  const { get, change } = useUrlState();
  return (
    <>
      <Select
        aria-label="Pending actions"
        value={get('pending') ?? ''}
        onChange={(event) => change({ pending: event.target.value, cursor: undefined })}
      >
        <option value="">With or without pending actions</option>
        <option value="waiting">Waiting for review</option>
        <option value="yes">With pending actions</option>
        <option value="no">Without pending actions</option>
      </Select>
      <UrlDay name="created-from" label="Created from" />
      <UrlDay name="created-until" label="until" />
      <UrlText name="by" label="Created by (full e-mail address)" />
      <UrlDay name="changed-from" label="Changed from" />
      <UrlDay name="changed-until" label="until" />
    </>
  );
}
