import type { AIWebhookInfo } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type AIWebhook, Prisma } from '../generated/prisma/client.ts';
import type { Refusal, Result } from '../result.ts';
import { contains, isTrue } from '../statement/conditions.ts';
import { entityInfoOf } from './entity-info.ts';
import { everyRow } from './every-row.ts';
import { doneUnlessChanged, type RecordInVersion, whereInVersion } from './in-version.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';

/** A webhook as it is shown. */
export type StoredWebhook = AIWebhookInfo & { readonly id: string };

/** What a webhook is made of, but for its secret. */
export interface WebhookValues {
  readonly url: string;
  readonly description?: string;
  readonly eventTypes: readonly string[];
  readonly accountIds: readonly string[];
  readonly enabled: boolean;
}

/** Names a webhook in one version. */
interface WebhookVersion {
  readonly id: string;
  readonly version: number;
}

/** All that is stored but the secrets, so that nobody reads them by mistake. */
const SELECT = {
  id: true,
  url: true,
  description: true,
  eventTypes: true,
  accountIds: true,
  enabled: true,
  secret: false,
  earlierSecret: false,
  earlierSecretUntil: true,
  disabledReason: true,
  failingSince: true,
  version: true,
  dateCreated: true,
  dateLastModified: true,
  createdBy: true,
  lastModifiedBy: true,
} as const satisfies Record<keyof AIWebhook, boolean>;

type WebhookRow = Prisma.AIWebhookGetPayload<{ select: typeof SELECT }>;

/** Members in the order of the contract, absent ones left out. */
function infoOf(row: WebhookRow): StoredWebhook {
  const expires = row.earlierSecretUntil;
  return {
    url: row.url,
    ...(row.description === null ? {} : { description: row.description }),
    eventTypes: row.eventTypes,
    accountIds: row.accountIds,
    enabled: row.enabled,
    ...(row.disabledReason === null ? {} : { disabledReason: row.disabledReason }),
    ...(row.failingSince === null ? {} : { failingSince: row.failingSince.toISOString() }),
    ...(expires !== null && expires.getTime() > Date.now()
      ? { dateEarlierSecretExpires: expires.toISOString() }
      : {}),
    version: row.version,
    ...entityInfoOf(row),
  };
}

const listing: ModelListing<AIWebhookInfo> = {
  from: Prisma.sql`ai_webhook w`,
  countFrom: Prisma.sql`ai_webhook w`,
  id: Prisma.sql`w.id`,
  sortable: {
    url: { expression: Prisma.sql`w.url`, type: 'text' },
    dateCreated: { expression: Prisma.sql`w.date_created`, type: 'timestamptz' },
    dateLastModified: { expression: Prisma.sql`w.date_last_modified`, type: 'timestamptz' },
  },
  async read(db, ids) {
    const rows = await db.prisma.aIWebhook.findMany({ where: { id: { in: ids } }, select: SELECT });
    return rows.map(infoOf);
  },
};

/** What lists of webhooks are narrowed down by. */
interface WebhookFilters {
  /** Part of the URL or of the description. */
  readonly text?: string;
  readonly enabled?: boolean;
}

/** Reads a page of the webhooks. */
export function listWebhooks(
  db: Db,
  { text, enabled, ...request }: PageRequest & WebhookFilters,
): Promise<PageResult<AIWebhookInfo>> {
  return readModelPage(db, listing, request, [
    ...contains(Prisma.sql`concat(w.url, ' ', w.description)`, text),
    ...isTrue(Prisma.sql`w.enabled`, enabled),
  ]);
}

/** Reads all matching webhooks, newest first. */
export function exportWebhooks(db: Db, filters: WebhookFilters): AsyncGenerator<AIWebhookInfo> {
  return everyRow((page) => listWebhooks(db, { ...filters, ...page }));
}

/** Reads a webhook; `undefined` when there is none. */
export async function findWebhook(db: Db, id: string): Promise<StoredWebhook | undefined> {
  const row = await db.prisma.aIWebhook.findUnique({ where: { id }, select: SELECT });
  return row ? infoOf(row) : undefined;
}

function dataOf(values: WebhookValues) {
  return {
    url: values.url,
    description: values.description || null,
    eventTypes: [...values.eventTypes],
    accountIds: [...values.accountIds],
    enabled: values.enabled,
  };
}

/** Adds a webhook; its secret is given sealed. */
export async function createWebhook(
  db: Db,
  values: WebhookValues & { readonly secret: string },
  by: Actor,
): Promise<StoredWebhook> {
  const { userName } = by;
  const row = await db.write(by, ({ prisma }) =>
    prisma.aIWebhook.create({
      data: { ...dataOf(values), secret: values.secret, createdBy: userName, lastModifiedBy: userName },
      select: SELECT,
    }),
  );
  return infoOf(row);
}

/** Replaces a webhook in this version. One that is enabled again has not failed yet. */
export function replaceWebhook(
  db: Db,
  { id, version }: WebhookVersion,
  values: WebhookValues & { readonly isEnabledAgain: boolean },
  by: Actor,
): Promise<Result<StoredWebhook, Refusal<'changedMeanwhile'>>> {
  return db.write(by, async ({ prisma, now }) => {
    const [row] = await prisma.aIWebhook.updateManyAndReturn({
      where: { id, version },
      data: {
        ...dataOf(values),
        ...(values.isEnabledAgain ? { disabledReason: null, failingSince: null } : {}),
        version: { increment: 1 },
        lastModifiedBy: by.userName,
        dateLastModified: now,
      },
      select: SELECT,
    });
    return row ? { ok: true, value: infoOf(row) } : { ok: false, reason: 'changedMeanwhile' };
  });
}

/** Gives a webhook in this version another secret, sealed; the one before counts for some hours more. */
export function replaceWebhookSecret(
  db: Db,
  { id, version }: WebhookVersion,
  { secret, overlapHours }: { readonly secret: string; readonly overlapHours: number },
  by: Actor,
): Promise<Result<StoredWebhook, Refusal<'changedMeanwhile'>>> {
  return db.write(by, async ({ prisma, now }) => {
    const before = await prisma.aIWebhook.findUnique({ where: { id, version }, select: { secret: true } });
    const until = new Date(now.getTime() + overlapHours * 3_600_000);
    const [row] = await prisma.aIWebhook.updateManyAndReturn({
      where: { id, version },
      data: {
        secret,
        earlierSecret: overlapHours > 0 ? (before?.secret ?? null) : null,
        earlierSecretUntil: overlapHours > 0 ? until : null,
        version: { increment: 1 },
        lastModifiedBy: by.userName,
        dateLastModified: now,
      },
      select: SELECT,
    });
    return row ? { ok: true, value: infoOf(row) } : { ok: false, reason: 'changedMeanwhile' };
  });
}

/** Removes a webhook, if it is still there in one of the versions. Nobody can see its deliveries from then on. */
export async function deleteWebhook(
  db: Db,
  record: RecordInVersion,
  by: Actor,
): Promise<Result<undefined, Refusal<'changedMeanwhile'>>> {
  const { count } = await db.write(by, ({ prisma }) =>
    prisma.aIWebhook.deleteMany({ where: whereInVersion(record) }),
  );
  return doneUnlessChanged(count);
}
