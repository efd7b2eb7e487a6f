import { ArrowDown, ArrowUp } from 'lucide-react';
import type { CSSProperties } from 'react';
import { classNames } from '@/components/ui/class-names.ts';
import type { Column } from './column.ts';
import type { TableView } from './use-table-view.ts';
import { WidthHandle } from './width-handle.tsx';

interface TableHeadProps<Row> {
  readonly column: Column<Row>;
  readonly view: TableView | undefined;
  readonly className: string;
}

/**
 * The head of a column. Where the API can sort by it, it is a button that does: up, down, and back to the list's own order.
 * Its edge makes it wider and narrower, except on narrow screens, where columns share what there is.
 */
export function TableHead<Row>({
  column: { id, head, sortField, width: usual },
  view,
  className,
}: TableHeadProps<Row>) {
  const sort = view?.sort?.field === sortField ? view?.sort : undefined;
  const order = sort && (sort.descending ? 'descending' : 'ascending');
  const width = view?.widths.of(id);
  return (
    <th
      scope="col"
      aria-label={head}
      aria-sort={order}
      style={widthsIn(usual, width)}
      className={classNames(
        'sticky top-0 z-10 bg-sunken px-4 py-2 font-medium shadow-[inset_0_-1px_0_var(--line)]',
        usual !== undefined && 'w-(--usual)',
        width !== undefined && 'lg:w-(--chosen)',
        className,
      )}
    >
      {view && sortField ? (
        <button
          type="button"
          className={classNames(
            'group -mx-1 flex max-w-full items-center gap-1 rounded-sm px-1 py-0.5 hover:text-ink',
            sort && 'text-ink',
          )}
          onClick={() => view.setSort(next(sortField, sort?.descending))}
        >
          <span className="truncate">{head}</span>
          <Arrow descending={sort?.descending ?? false} shown={sort !== undefined} />
        </button>
      ) : (
        <div className="truncate">{head}</div>
      )}
      {view && <WidthHandle head={head} width={width} onChange={(wanted) => view.widths.set(id, wanted)} />}
    </th>
  );
}

/** The widths of a column for its classes. */
function widthsIn(usual: number | undefined, chosen: number | undefined): CSSProperties {
  const widths: Record<`--${string}`, string> = {};
  if (usual !== undefined) widths['--usual'] = `${usual}rem`;
  if (chosen !== undefined) widths['--chosen'] = `${chosen}rem`;
  return widths;
}

function next(field: string, descending: boolean | undefined) {
  if (descending === undefined) return { field, descending: false };
  return descending ? undefined : { field, descending: true };
}

function Arrow({ descending, shown }: { descending: boolean; shown: boolean }) {
  const Icon = descending ? ArrowDown : ArrowUp;
  return (
    <Icon
      aria-hidden
      className={classNames(
        'size-3.5 shrink-0',
        !shown && 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60',
      )}
    />
  );
}
