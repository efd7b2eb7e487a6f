import { AuditEventInfo, type ChangeInfo } from '@ai-sessions/contract';
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type ApiKey, type AuditEvent, Prisma } from '../generated/prisma/client.ts';
import { selectEntityNames } from '../sql/audit/find-entity-names.ts';
import { writeAuditEvent } from '../sql/audit/write-audit-event.ts';
import { contains, equals, isWithin } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import { everyRow } from './every-row.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';

/** Reads changed values by column, each before and after. */
const Changes = z.record(z.string(), z.tuple([z.unknown(), z.unknown()]));

/** Changed values by column, each before and after. */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

/** What ties an event to others, and proves that it is as it was written. */
type Proof =
  | 'chainNumber'
  | 'digest'
  | 'previousDigest'
  | 'whoSalt'
  | 'whatSalt'
  | 'whoDigest'
  | 'whatDigest';

/** An event as it is told. */
type ToldEvent = Omit<AuditEvent, Proof>;

/** What is read of an event: all that is told. */
const SELECT = {
  id: true,
  dateCreated: true,
  userId: true,
  userName: true,
  way: true,
  apiKeyId: true,
  agentGrantId: true,
  agentName: true,
  operation: true,
  entityType: true,
  entityId: true,
  changes: true,
  refusal: true,
  requestId: true,
  address: true,
} as const satisfies Record<keyof ToldEvent, boolean>;

const listing: ModelListing<AuditEventInfo> = {
  from: Prisma.sql`audit_event e`,
  countFrom: Prisma.sql`audit_event e`,
  id: Prisma.sql`e.id`,
  sortable: { date: { expression: Prisma.sql`e.date_created`, type: 'timestamptz' } },
  async read(db, ids) {
    const events = await db.prisma.auditEvent.findMany({ where: { id: { in: ids } }, select: SELECT });
    const records = [...new Set(events.flatMap(({ entityId }) => entityId ?? []))];
    const named = records.length > 0 ? await db.rows(selectEntityNames(records)) : [];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    const keyIds = [...new Set(events.flatMap(({ apiKeyId }) => apiKeyId ?? []))];
    const keys = keyIds.length > 0 ? await findKeys(db, keyIds) : [];
    const known = new Map(keys.map((key) => [key.id, key]));
    return events.map((event) => infoOf(event, names, known));
  },
};

/** What is told of a key that something was done with. */
type UsedKey = Pick<ApiKey, 'id' | 'name' | 'kind'>;

function findKeys(db: Db, ids: string[]): Promise<UsedKey[]> {
  return db.prisma.apiKey.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, kind: true },
  });
}

function infoOf(
  row: ToldEvent,
  names: ReadonlyMap<string, string>,
  keys: ReadonlyMap<string, UsedKey>,
): Complete<AuditEventInfo> {
  const key = row.apiKeyId === null ? undefined : keys.get(row.apiKeyId);
  return {
    id: row.id,
    date: row.dateCreated.toISOString(),
    userId: row.userId ?? undefined,
    userName: row.userName,
    way: row.way ?? undefined,
    apiKeyId: row.apiKeyId ?? undefined,
    apiKeyName: key?.name,
    apiKeyKind: AuditEventInfo.fields.apiKeyKind.schema.parse(key?.kind),
    agentGrantId: row.agentGrantId ?? undefined,
    agentName: row.agentName ?? undefined,
    operation: row.operation,
    entityType: row.entityType,
    entityId: row.entityId ?? undefined,
    entityName: row.entityId === null ? undefined : names.get(row.entityId),
    changes: changesOf(Changes.parse(row.changes)),
    refusal: row.refusal ?? undefined,
    requestId: row.requestId ?? undefined,
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
  readonly requestId?: string;
  /** Whether only refused attempts, or only what was done. */
  readonly refused?: boolean;
  /** ISO 8601, inclusive. */
  readonly from?: string;
  /** ISO 8601, exclusive. */
  readonly until?: string;
}

/** Reads a page of events. */
export function listAuditEvents(
  db: Db,
  request: PageRequest & AuditFilters,
): Promise<PageResult<AuditEventInfo>> {
  const { refused } = request;
  const isRefused = refused ? Prisma.sql`e.refusal IS NOT NULL` : Prisma.sql`e.refusal IS NULL`;
  return readModelPage(db, listing, request, [
    ...equals(Prisma.sql`e.entity_type`, request.entityType),
    ...equals(Prisma.sql`e.entity_id`, request.entityId),
    ...equals(Prisma.sql`e.user_id`, request.userId),
    ...equals(Prisma.sql`e.operation`, request.operation),
    ...equals(Prisma.sql`e.request_id`, request.requestId),
    ...contains(Prisma.sql`e.user_name`, request.userFilter),
    ...(refused === undefined ? [] : [isRefused]),
    ...isWithin(Prisma.sql`e.date_created`, request.from, request.until),
  ]);
}

/** Reads all matching events, newest first. Events are never changed or removed: all that were there at the beginning are given. */
export function exportAuditEvents(db: Db, filters: AuditFilters): AsyncGenerator<AuditEventInfo> {
  return everyRow((page) => listAuditEvents(db, { ...filters, ...page }));
}

/** Records something that changes no table of its own: a refused sign-in, a token that was given out. */
export async function recordEvent(
  db: Pick<Db, 'rows'>,
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
  const { by, entityType, entityId = null, changes = {}, refusal = null } = event;
  await db.rows(writeAuditEvent({ by, entityType, entityId, changes: JSON.stringify(changes), refusal }));
}
