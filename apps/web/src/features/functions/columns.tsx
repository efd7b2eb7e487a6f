import type { AIFunctionInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { RiskBadge } from '@/components/risk-badge.tsx';
import type { Column } from '@/components/table/column.ts';
import {
  changedByColumn,
  changedColumn,
  createdByColumn,
  createdColumn,
} from '@/components/table/record-columns.tsx';
import { Badge } from '@/components/ui/badge.tsx';

/** The columns of the catalogue. */
export const columns: readonly Column<AIFunctionInfo>[] = [
  {
    id: 'function',
    head: 'Function',
    sortField: 'name',
    fixed: true,
    cell: ({ id, name, title, risk }) => (
      <>
        <Link
          href={`/admin/functions/${id}`}
          className="rounded-sm font-mono text-[0.8125rem] font-medium break-all hover:text-accent hover:underline"
        >
          {name}
        </Link>
        <div dir="auto" className="mt-0.5 text-xs break-words text-muted">
          {title}
        </div>
        <div className="mt-1 md:hidden">
          <RiskBadge risk={risk} />
        </div>
      </>
    ),
  },
  { id: 'risk', head: 'Risk', hiddenBelow: 'md', width: 7, cell: ({ risk }) => <RiskBadge risk={risk} /> },
  {
    id: 'calls',
    head: 'Calls',
    hiddenBelow: 'md',
    width: 18,
    cell: ({ target, method, url }) =>
      target === 'BuiltIn' ? (
        <span className="text-muted">Built in</span>
      ) : (
        <div className="truncate font-mono text-xs leading-5" title={url}>
          {method} {url}
        </div>
      ),
  },
  {
    id: 'state',
    head: 'State',
    width: 6,
    cell: ({ enabled }) => (enabled ? <Badge tone="good">On</Badge> : <Badge tone="danger">Off</Badge>),
  },
  { ...createdColumn, extra: true },
  { ...createdByColumn, extra: true },
  changedColumn,
  changedByColumn,
];
