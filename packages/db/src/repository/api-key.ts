import { ApiKeyInfo } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type ApiKey, Prisma } from '../generated/prisma/client.ts';
import { lockApiKey } from '../sql/api-key/lock-api-key.ts';
import { lockApiKeysOfAccount } from '../sql/api-key/lock-api-keys-of-account.ts';
import { updateApiKeyUsed } from '../sql/api-key/mark-api-key-used.ts';
import { contains, equals, isTrue, normal } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import { everyRow } from './every-row.ts';
import { type ModelListing, NEVER, type PageRequest, type PageResult, readModelPage } from './page.ts';

/** What is read to show an API key; never its hash. */
const SELECT = {
  id: true,
  userId: true,
  name: true,
  prefix: true,
  hash: false,
  kind: true,
  roles: true,
  accountIds: true,
  dateCreated: true,
  createdBy: true,
  dateLastUsed: true,
  dateExpires: true,
  dateRevoked: true,
  callsPerMinute: true,
  maxOpenProposals: true,
  stopped: false,
  stopReason: false,
  dateStopChanged: false,
  stopChangedBy: false,
} as const satisfies Record<keyof ApiKey, boolean>;

const SELECT_WITH_USER = { ...SELECT, user: { select: { emailAddress: true } } } as const;

type Row = Prisma.ApiKeyGetPayload<{ select: typeof SELECT_WITH_USER }>;

const listing: ModelListing<ApiKeyInfo> = {
  from: Prisma.sql`api_key k JOIN user_account u ON u.id = k.user_id`,
  countFrom: Prisma.sql`api_key k JOIN user_account u ON u.id = k.user_id`,
  id: Prisma.sql`k.id`,
  sortable: {
    name: { expression: normal(Prisma.sql`k.name`), type: 'text' },
    dateCreated: { expression: Prisma.sql`k.date_created`, type: 'timestamptz' },
    dateLastUsed: { expression: Prisma.sql`coalesce(k.date_last_used, ${NEVER})`, type: 'timestamptz' },
    dateExpires: { expression: Prisma.sql`coalesce(k.date_expires, ${NEVER})`, type: 'timestamptz' },
    dateRevoked: { expression: Prisma.sql`coalesce(k.date_revoked, ${NEVER})`, type: 'timestamptz' },
  },
  read: readApiKeys,
};

async function readApiKeys(db: Db, ids: string[]): Promise<readonly ApiKeyInfo[]> {
  const keys = await db.prisma.apiKey.findMany({ where: { id: { in: ids } }, select: SELECT_WITH_USER });
  return keys.map(infoOf);
}

function infoOf(row: Row): Complete<ApiKeyInfo> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    userId: row.userId,
    userName: row.user.emailAddress,
    kind: ApiKeyInfo.fields.kind.schema.parse(row.kind),
    roles: row.roles,
    accountIds: row.accountIds,
    dateCreated: row.dateCreated.toISOString(),
    createdBy: row.createdBy,
    dateLastUsed: row.dateLastUsed?.toISOString(),
    dateExpires: row.dateExpires?.toISOString(),
    dateRevoked: row.dateRevoked?.toISOString(),
    callsPerMinute: row.callsPerMinute ?? undefined,
    maxOpenProposals: row.maxOpenProposals ?? undefined,
  };
}

/** What a key may do at most; 0 for what holds for its kind. */
export interface ApiKeyLimits {
  readonly callsPerMinute?: number;
  readonly maxOpenProposals?: number;
}

/** The limits that are given: what is left out stays. */
function limitsOf({ callsPerMinute, maxOpenProposals }: ApiKeyLimits) {
  const orNull = (limit: number | undefined) => (limit === 0 ? null : limit);
  return { callsPerMinute: orNull(callsPerMinute), maxOpenProposals: orNull(maxOpenProposals) };
}

/** What a new API key is made of. */
export interface NewApiKeyRow extends ApiKeyLimits {
  /** Whose it is. */
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  /** SHA-256 of the key. */
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly kind: ApiKeyInfo['kind'];
  /** Roles of its owner that it has; all of them when empty. */
  readonly roles: readonly string[];
  /** Accounts of its owner that it may work on; all of them when empty. */
  readonly accountIds: readonly string[];
  /** ISO 8601; it does not expire without. */
  readonly dateExpires?: string;
  readonly by: Actor;
}

/** Stores an API key by its hash; `undefined` when there is no such user. */
export function storeApiKey(db: Db, { by, ...key }: NewApiKeyRow): Promise<ApiKeyInfo | undefined> {
  return db.write(by, async ({ prisma }) => {
    if ((await prisma.user.count({ where: { id: key.userId } })) === 0) return undefined;
    const row = await prisma.apiKey.create({
      data: {
        ...key,
        ...limitsOf(key),
        roles: [...key.roles],
        accountIds: [...key.accountIds],
        createdBy: by.userName,
      },
      select: SELECT_WITH_USER,
    });
    return infoOf(row);
  });
}

/** Whose key is meant: without a user, whoever's it is. */
interface KeyOfUser {
  readonly id: string;
  readonly userId?: string;
}

/** Reads an API key; `undefined` when there is none, or none of this user. */
export async function findApiKey(db: Db, { id, userId }: KeyOfUser): Promise<ApiKeyInfo | undefined> {
  const row = await db.prisma.apiKey.findFirst({ where: { id, userId }, select: SELECT_WITH_USER });
  return row ? infoOf(row) : undefined;
}

/** Reads an API key as {@link findApiKey} does, and keeps it as it is until the end of the transaction. */
export async function holdApiKey(db: Db, key: KeyOfUser): Promise<ApiKeyInfo | undefined> {
  await db.rows(lockApiKey(key.id));
  return findApiKey(db, key);
}

/** Changes the limits of an API key; `undefined` when there is none. Nothing to change is no change. */
export async function changeApiKey(
  db: Db,
  { id, by, ...limits }: ApiKeyLimits & { readonly id: string; readonly by: Actor },
): Promise<ApiKeyInfo | undefined> {
  const data = limitsOf(limits);
  if (Object.values(data).every((value) => value === undefined)) {
    return findApiKey(db, { id });
  }
  return db.write(by, async ({ prisma }) => {
    await prisma.apiKey.updateMany({ where: { id }, data });
    const row = await prisma.apiKey.findUnique({ where: { id }, select: SELECT_WITH_USER });
    return row ? infoOf(row) : undefined;
  });
}

/** Revokes an API key; `undefined` when there is none, or none of this user. */
export function revokeApiKey(
  db: Db,
  { id, userId, by }: KeyOfUser & { readonly by: Actor },
): Promise<ApiKeyInfo | undefined> {
  return db.write(by, async ({ prisma, now }) => {
    await prisma.apiKey.updateMany({ where: { id, userId, dateRevoked: null }, data: { dateRevoked: now } });
    const row = await prisma.apiKey.findFirst({ where: { id, userId }, select: SELECT_WITH_USER });
    return row ? infoOf(row) : undefined;
  });
}

/** What stands for a key that is replaced. */
export interface NewApiKeySecret {
  readonly prefix: string;
  /** SHA-256 of the key. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** A key that was replaced, and the one that stands for it. */
export interface ReplacedApiKey<Secret extends NewApiKeySecret> {
  readonly replacedId: string;
  readonly replacement: ApiKeyInfo;
  readonly secret: Secret;
}

/**
 * Replaces the good API keys that are limited to an account alone: each is revoked, and another with the same name,
 * owner, limits and end has a new secret. It leaves no events: the caller tells of all of them in one.
 */
export function replaceApiKeys<Secret extends NewApiKeySecret>(
  db: Db,
  accountId: string,
  { by, newSecret }: { readonly by: Actor; readonly newSecret: () => Secret },
): Promise<readonly ReplacedApiKey<Secret>[]> {
  return db.write('silently', async (tx) => {
    const replaced: ReplacedApiKey<Secret>[] = [];
    for (const { id } of await tx.rows(lockApiKeysOfAccount(accountId))) {
      const { userId, name, kind, roles, accountIds, dateExpires, ...old } = await tx.prisma.apiKey.update({
        where: { id },
        data: { dateRevoked: tx.now },
        select: SELECT,
      });
      const secret = newSecret();
      const { prefix, hash } = secret;
      const row = await tx.prisma.apiKey.create({
        data: {
          userId,
          name,
          kind,
          roles,
          accountIds,
          dateExpires,
          callsPerMinute: old.callsPerMinute,
          maxOpenProposals: old.maxOpenProposals,
          prefix,
          hash,
          createdBy: by.userName,
        },
        select: SELECT_WITH_USER,
      });
      replaced.push({ replacedId: id, replacement: infoOf(row), secret });
    }
    return replaced;
  });
}

/** Notes that an API key was used. Nobody decided on it, so it leaves no event. */
export async function markApiKeyUsed(db: Db, id: string): Promise<void> {
  await db.rows(updateApiKeyUsed(id));
}

/** What lists of API keys are narrowed down by. */
interface ApiKeyFilters {
  readonly userId?: string;
  /** Part of the name, or of the e-mail address of the user. */
  readonly text?: string;
  readonly kind?: ApiKeyInfo['kind'];
  /** Whether it works: it was not revoked and has not expired. */
  readonly usable?: boolean;
}

/** Reads a page of API keys: of one user, or of all. */
export function listApiKeys(
  db: Db,
  { userId, text, kind, usable, ...request }: PageRequest & ApiKeyFilters,
): Promise<PageResult<ApiKeyInfo>> {
  return readModelPage(db, listing, request, [
    ...equals(Prisma.sql`k.user_id`, userId),
    ...contains(Prisma.sql`k.name || ' ' || u.email_address`, text),
    ...equals(Prisma.sql`k.kind`, kind),
    ...isTrue(
      Prisma.sql`(k.date_revoked IS NULL AND coalesce(k.date_expires > CURRENT_TIMESTAMP, true))`,
      usable,
    ),
  ]);
}

/** Reads all matching API keys, newest first. */
export function exportApiKeys(db: Db, filters: ApiKeyFilters): AsyncGenerator<ApiKeyInfo> {
  return everyRow((page) => listApiKeys(db, { ...filters, ...page }));
}
