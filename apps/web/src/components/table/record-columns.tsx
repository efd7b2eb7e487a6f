import type { AISessionInfo } from '@ai-sessions/contract';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { When } from '@/components/ui/when.tsx';
import type { Column } from './column.ts';

/** What every stored record has. */
type StoredRecord = Pick<
  AISessionInfo,
  'id' | 'dateCreated' | 'dateLastModified' | 'createdBy' | 'lastModifiedBy'
>;

/** When a record was created. */
export const createdColumn: Column<StoredRecord> = {
  id: 'created',
  head: 'Created',
  sortField: 'dateCreated',
  width: 9,
  cell: ({ dateCreated }) => (
    <span className="text-muted">
      <When instant={dateCreated} />
    </span>
  ),
};

/** Who created a record. */
export const createdByColumn: Column<StoredRecord> = {
  id: 'createdBy',
  head: 'Created by',
  hiddenBelow: 'md',
  width: 12,
  cell: ({ createdBy }) => <Person name={createdBy} />,
};

/** When a record was last changed. */
export const changedColumn: Column<StoredRecord> = {
  id: 'changed',
  head: 'Changed',
  sortField: 'dateLastModified',
  extra: true,
  width: 9,
  cell: ({ dateLastModified }) => (
    <span className="text-muted">
      <When instant={dateLastModified} />
    </span>
  ),
};

/** Who last changed a record. */
export const changedByColumn: Column<StoredRecord> = {
  id: 'changedBy',
  head: 'Changed by',
  extra: true,
  width: 12,
  cell: ({ lastModifiedBy }) => <Person name={lastModifiedBy} />,
};

function Person({ name }: { name: string | undefined }) {
  return (
    <div dir="auto" className="truncate text-muted" title={name}>
      {name}
    </div>
  );
}

/** The end of a record's id, with a button that copies all of it. */
export const idColumn: Column<StoredRecord> = {
  id: 'id',
  head: 'Id',
  hiddenBelow: 'md',
  width: 7,
  cell: ({ id = '' }) => (
    <span className="flex items-center gap-1 font-mono text-xs text-muted" title={id}>
      …{id.slice(-6)}
      <CopyButton text={id} label="Copy id" />
    </span>
  ),
};
