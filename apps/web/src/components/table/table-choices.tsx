'use client';

import { useId } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { Column } from './column.ts';
import { useDensity } from './density.tsx';
import { sortText } from './table-view.ts';
import type { TableView } from './use-table-view.ts';

/** A column, without what it shows of a row. */
export type ColumnHead = Omit<Column<never>, 'cell'>;

interface TableChoicesProps {
  readonly columns: readonly ColumnHead[];
  readonly view: TableView;
}

/** The order, the columns and the height of the rows of a table, to choose from. */
export default function TableChoices({ columns, view }: TableChoicesProps) {
  const [density, setDensity] = useDensity();
  const order = useId();
  const chosen = view.chosen ?? columns.filter(({ extra }) => !extra).map(({ id }) => id);
  const choose = (id: string, shown: boolean) =>
    view.setChosen(
      columns.filter((one) => (one.id === id ? shown : chosen.includes(one.id))).map(({ id }) => id),
    );
  const sortable = columns.filter(({ sortField }) => sortField !== undefined);
  return (
    <>
      {sortable.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={order} className="text-xs font-medium text-muted">
            Order
          </label>
          <Select
            id={order}
            value={view.sort ? sortText(view.sort) : ''}
            onChange={({ target: { value } }) =>
              view.setSort(
                value === ''
                  ? undefined
                  : { field: value.replace(/^-/, ''), descending: value.startsWith('-') },
              )
            }
          >
            {!view.hasOwnOrder && <option value="">Newest first</option>}
            {sortable.map(({ id, head, sortField = '' }) => (
              <optgroup key={id} label={head}>
                <option value={sortField}>{head}, ascending</option>
                <option value={`-${sortField}`}>{head}, descending</option>
              </optgroup>
            ))}
          </Select>
        </div>
      )}
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-xs font-medium text-muted">Columns</legend>
        {columns.map(({ id, head, fixed }) => (
          <Checkbox
            key={id}
            checked={chosen.includes(id)}
            disabled={fixed}
            onChange={(shown) => choose(id, shown)}
          >
            {head}
          </Checkbox>
        ))}
      </fieldset>
      <Checkbox checked={density === 'compact'} onChange={(on) => setDensity(on ? 'compact' : 'comfortable')}>
        Compact rows
      </Checkbox>
      {view.widths.areChosen && (
        <Button variant="ghost" size="small" onClick={view.widths.reset}>
          Usual widths
        </Button>
      )}
      {view.chosen && (
        <Button variant="ghost" size="small" onClick={() => view.setChosen(undefined)}>
          Usual columns
        </Button>
      )}
    </>
  );
}
