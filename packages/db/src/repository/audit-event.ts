import type { AuditEventInfo, ChangeInfo } from '@ai-sessions/contract';
import { type Actor, auditText } from './actor.ts';
import { type Listing, type Page, type PageRequest, readPage } from './page.ts';
import type { Sql } from './statement.ts';

type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

interface Row {
  id: string;
  date_created: string;
  user_id: string | null;
  user_name: string;
  way: string | null;
  api_key_id: string | null;
  operation: string;
  entity_type: string;
  entity_id: string | null;
  changes: Changes;
  refusal: string | null;
  request_id: string | null;
  address: string | null;
}

const listing: Listing<Row, AuditEventInfo> = {
  columns: `e.id, e.date_created, e.user_id, e.user_name, e.way, e.api_key_id, e.operation, e.entity_type, e.entity_id,
    e.changes, e.refusal, e.request_id, e.address`,
  from: 'audit_event e',
  countFrom: 'audit_event e',
  id: 'e.id',
  sortable: { date: { expression: 'e.date_created', type: 'timestamptz' } },
  item: infoOf,
};

function infoOf(row: Row): AuditEventInfo {
  return {
    id: row.id,
    date: row.date_created,
    userId: row.user_id ?? undefined,
    userName: row.user_name,
    way: row.way ?? undefined,
    apiKeyId: row.api_key_id ?? undefined,
    operation: row.operation,
    entityType: row.entity_type,
    entityId: row.entity_id ?? undefined,
    changes: changesOf(row.changes),
    refusal: row.refusal ?? undefined,
    requestId: row.request_id ?? undefined,
    address: row.address ?? undefined,
  };
}

/** Columns are stored; readers know fields: `date_discarded` is `dateDiscarded`. */
function changesOf(changes: Changes): ChangeInfo[] {
  return Object.entries(changes).map(([column, [before, after]]) => ({
    field: column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    before: textOf(before),
    after: textOf(after),
  }));
}

/** Text stays as it is, everything else is JSON. */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What lists of events are narrowed down by. */
export interface AuditFilters {
  readonly entityType?: string;
  readonly entityId?: string;
  readonly userId?: string;
  /** Part of the name of whoever did it. */
  readonly userFilter?: string;
  readonly operation?: string;
  /** Whether only refused attempts, or only what was done. */
  readonly refused?: boolean;
  /** ISO 8601, inclusive. */
  readonly from?: string;
  /** ISO 8601, exclusive. */
  readonly until?: string;
}

/** Reads a page of events. */
export function listAuditEvents(
  sql: Sql,
  request: PageRequest & AuditFilters,
): Promise<Page<AuditEventInfo>> {
  return readPage(sql, listing, request, (conditions) => {
    const equal = (column: string, value: string | undefined) => {
      if (value) conditions.add(`${column} = ${conditions.value(value)}`);
    };
    equal('e.entity_type', request.entityType);
    equal('e.entity_id', request.entityId);
    equal('e.user_id', request.userId);
    equal('e.operation', request.operation);
    conditions.addText('e.user_name', request.userFilter);
    if (request.refused !== undefined)
      conditions.add(request.refused ? 'e.refusal IS NOT NULL' : 'e.refusal IS NULL');
    conditions.addInstants('e.date_created', request.from, request.until);
  });
}

/** Records something that changes no table of its own: a refused sign-in, a token that was given out. */
export async function recordEvent(
  sql: Sql,
  event: {
    readonly by: Actor;
    readonly entityType: string;
    readonly entityId?: string;
    /** Changed values by column, each before and after. */
    readonly changes?: Changes;
    /** Why it was refused; absent when it was done. */
    readonly refusal?: string;
  },
): Promise<void> {
  await sql.rows({
    name: 'audit-record',
    text: 'SELECT audit_write($1::jsonb, $2, $3, $4::jsonb, $5)',
    values: [
      auditText(event.by),
      event.entityType,
      event.entityId ?? null,
      JSON.stringify(event.changes ?? {}),
      event.refusal ?? null,
    ],
  });
}
