'use client';

import { AccountPicker } from '@/components/account-picker.tsx';
import { stateWords } from '@/components/state-badge.tsx';
import { ChoiceFilter } from '@/components/table/choice-filter.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { UrlDay, UrlText } from '@/components/table/url-field.tsx';
import type { TableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { columns } from './columns.tsx';
import { runStates } from './run-states.ts';

/** What the runs are narrowed down by; it is kept in the URL. */
export function RunFilters({ view }: { view: TableView }) {
  const { get, change } = useUrlState();
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <AccountPicker
          label="Account"
          className="w-full sm:w-56"
          value={get('account')}
          none="All accounts"
          onChange={(account) => change({ account, cursor: undefined })}
        />
        <ChoiceFilter
          name="state"
          label="State"
          none="Any state"
          choices={runStates}
          wordsOf={(state) => (state === 'Running' ? 'Running' : stateWords(state))}
        />
        <div className="min-w-48 flex-1">
          <UrlText name="by" label="Applied by (full e-mail address)" />
        </div>
        <TableOptions columns={columns} view={view} />
      </div>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-3">
        <UrlDay name="from" label="Started from" />
        <UrlDay name="until" label="until" />
      </div>
    </div>
  );
}
