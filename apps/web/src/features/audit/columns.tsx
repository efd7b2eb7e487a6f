import { visibleText } from '@ai-sessions/apply/visible-text';
import type { AuditEventInfo } from '@ai-sessions/contract';
import { agentOf, EventStory, wayInWords } from '@/components/history/event-item.tsx';
import type { Column } from '@/components/table/column.ts';
import { When } from '@/components/ui/when.tsx';

/** The columns of the audit trail. */
export const columns: readonly Column<AuditEventInfo>[] = [
  { id: 'event', head: 'Event', fixed: true, cell: (event) => <EventStory event={event} linked /> },
  textColumn('user', 'User', 12, ({ userName }) => userName && visibleText(userName)),
  textColumn('agent', 'Agent', 9, (event) => visibleText(agentOf(event) ?? '')),
  textColumn('way', 'Signed in by', 9, ({ way }) => way && wayInWords(way)),
  textColumn('address', 'Address', 9, ({ address }) => address),
  textColumn('operation', 'Operation', 12, ({ operation }) => operation),
  textColumn('record', 'Record', 9, ({ entityType }) => entityType),
  textColumn('request', 'Request', 12, ({ requestId }) => requestId),
  {
    id: 'when',
    head: 'When',
    sortField: 'date',
    width: 8.5,
    cell: ({ date }) => (
      <span className="text-muted">
        <When instant={date} />
      </span>
    ),
  },
];

/** A column that the sentence of an event makes superfluous for most who look. */
function textColumn(
  id: string,
  head: string,
  width: number,
  textOf: (event: AuditEventInfo) => string | undefined,
): Column<AuditEventInfo> {
  return {
    id,
    head,
    extra: true,
    width,
    cell: (event) => {
      const text = textOf(event);
      return (
        <div dir="auto" className="truncate text-muted" title={text}>
          {text}
        </div>
      );
    },
  };
}
