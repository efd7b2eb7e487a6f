import type { AISessionInfo } from '@ai-sessions/contract';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { When } from '@/components/ui/when.tsx';
import type { Column } from './table.tsx';

/** What every stored record has. */
type StoredRecord = Pick<AISessionInfo, 'id' | 'dateCreated'>;

/** When a record was created. */
export const createdColumn: Column<StoredRecord> = {
  head: 'Created',
  className: 'w-32',
  cell: ({ dateCreated }) => (
    <span className="text-muted">
      <When instant={dateCreated} />
    </span>
  ),
};

/** The end of a record's id, with a button that copies all of it. */
export const idColumn: Column<StoredRecord> = {
  head: 'Id',
  minor: true,
  className: 'w-28',
  cell: ({ id = '' }) => (
    <span className="flex items-center gap-1 font-mono text-xs text-muted" title={id}>
      …{id.slice(-6)}
      <CopyButton text={id} label="Copy id" />
    </span>
  ),
};
