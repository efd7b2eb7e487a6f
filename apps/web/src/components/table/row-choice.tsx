import { useEffect, useRef } from 'react';

interface SelectAllProps {
  readonly table: {
    getIsAllRowsSelected(): boolean;
    getIsSomeRowsSelected(): boolean;
    toggleAllRowsSelected(value?: boolean): void;
  };
}

const BOX = 'size-4 accent-accent';
/** The whole cell can be hit. */
const LABEL = 'grid h-9 place-items-center in-data-[density=compact]:h-7';

/** The head of the boxes: selects every row of the page, or none. */
export function SelectAll({ table }: SelectAllProps) {
  const box = useRef<HTMLInputElement>(null);
  const some = table.getIsSomeRowsSelected();
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <th
      scope="col"
      style={{ width: '3rem' }}
      className="sticky top-0 z-10 bg-sunken p-0 shadow-[inset_0_-1px_0_var(--line)]"
    >
      <label className={LABEL}>
        <span className="sr-only">Select all rows of this page</span>
        <input
          ref={box}
          type="checkbox"
          className={BOX}
          checked={table.getIsAllRowsSelected()}
          onChange={(event) => table.toggleAllRowsSelected(event.target.checked)}
        />
      </label>
    </th>
  );
}

interface SelectRowProps {
  readonly row: {
    getIsSelected(): boolean;
    getToggleSelectedHandler(): (event: unknown) => void;
  };
  readonly label: string;
}

/** The box of a row. With Shift it takes all rows from the last one on. */
export function SelectRow({ row, label }: SelectRowProps) {
  return (
    <td className="p-0 align-top">
      <label className={LABEL}>
        <span className="sr-only">Select {label}</span>
        <input
          type="checkbox"
          className={BOX}
          checked={row.getIsSelected()}
          onChange={row.getToggleSelectedHandler()}
        />
      </label>
    </td>
  );
}
