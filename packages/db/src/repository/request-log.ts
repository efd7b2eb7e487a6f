import type { LoggedRequestInfo } from '@ai-sessions/contract';
import { RequestTransport } from '@ai-sessions/contract';
import type { Db } from '../db.ts';
import { Prisma, type RequestLogEntry } from '../generated/prisma/client.ts';
import { selectEntityNames } from '../sql/audit/find-entity-names.ts';
import { equals, isOneOf } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import { everyRow } from './every-row.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';

const listing: ModelListing<LoggedRequestInfo> = {
  from: Prisma.sql`request_log r`,
  countFrom: Prisma.sql`request_log r`,
  id: Prisma.sql`r.id`,
  // An id begins with when its request began.
  sortable: { date: { expression: Prisma.sql`r.id`, type: 'text' } },
  async read(db, ids) {
    const entries = await db.prisma.requestLogEntry.findMany({ where: { id: { in: ids } } });
    const records = [
      ...new Set(entries.flatMap(({ userId, apiKeyId }) => [userId ?? [], apiKeyId ?? []].flat())),
    ];
    const named = records.length > 0 ? await db.rows(selectEntityNames(records)) : [];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    return entries.map((entry) => infoOf(entry, names));
  },
};

function infoOf(row: RequestLogEntry, names: ReadonlyMap<string, string>): Complete<LoggedRequestInfo> {
  return {
    id: row.id,
    date: dateOf(row.id),
    requestId: row.requestId,
    transport: RequestTransport.parse(row.transport),
    operation: row.operation ?? undefined,
    status: row.status ?? undefined,
    code: row.code ?? undefined,
    durationMs: row.durationMs,
    bytesSent: row.bytesSent,
    address: row.address,
    userId: row.userId ?? undefined,
    userName: row.userId === null ? undefined : names.get(row.userId),
    apiKeyId: row.apiKeyId ?? undefined,
    apiKeyName: row.apiKeyId === null ? undefined : names.get(row.apiKeyId),
    agentGrantId: row.agentGrantId ?? undefined,
    accountId: row.accountId ?? undefined,
  };
}

/** The instant that an id begins with. */
function dateOf(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}

/** What the log of requests is narrowed down by. */
interface RequestFilters {
  readonly requestId?: string;
  readonly userId?: string;
  readonly apiKeyId?: string;
  readonly agentGrantId?: string;
  readonly operation?: string;
  readonly transports?: readonly LoggedRequestInfo['transport'][];
  readonly code?: string;
  /** Whether only what failed, or only what did not. */
  readonly failed?: boolean;
  /** ISO 8601, inclusive. */
  readonly from?: string;
  /** ISO 8601, exclusive. */
  readonly until?: string;
}

/** Reads a page of the log, without totals: counting would read all of it. */
export function listRequests(
  db: Db,
  request: PageRequest & RequestFilters,
): Promise<PageResult<LoggedRequestInfo>> {
  const { failed, from, until } = request;
  return readModelPage(db, listing, { ...request, simplifiedPaging: true }, [
    ...equals(Prisma.sql`r.request_id`, request.requestId),
    ...equals(Prisma.sql`r.user_id`, request.userId),
    ...equals(Prisma.sql`r.api_key_id`, request.apiKeyId),
    ...equals(Prisma.sql`r.agent_grant_id`, request.agentGrantId),
    ...equals(Prisma.sql`r.operation`, request.operation),
    ...isOneOf(Prisma.sql`r.transport`, request.transports),
    ...equals(Prisma.sql`r.code`, request.code),
    ...(failed === undefined ? [] : [failed ? Prisma.sql`r.code IS NOT NULL` : Prisma.sql`r.code IS NULL`]),
    // Ids begin with the very time of their request, and parts are found by ids.
    ...(from ? [Prisma.sql`r.id >= least_id_from(${from}::timestamptz)`] : []),
    ...(until ? [Prisma.sql`r.id < least_id_from(${until}::timestamptz)`] : []),
  ]);
}

/** Reads all matching entries of the log, newest first. */
export function exportRequests(db: Db, filters: RequestFilters): AsyncGenerator<LoggedRequestInfo> {
  return everyRow((page) => listRequests(db, { ...filters, ...page }));
}
