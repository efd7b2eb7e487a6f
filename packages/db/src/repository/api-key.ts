import type { ApiKeyInfo } from '@ai-sessions/contract';
import { type Actor, auditText, SILENTLY } from './actor.ts';
import { type Listing, NEVER, normal, type Page, type PageRequest, readPage } from './page.ts';
import type { Sql } from './statement.ts';

interface Row {
  id: string;
  user_id: string;
  user_name: string;
  name: string;
  prefix: string;
  kind: ApiKeyInfo['kind'];
  roles: string[];
  account_ids: string[];
  date_created: string;
  created_by: string;
  date_last_used: string | null;
  date_expires: string | null;
  date_revoked: string | null;
}

const listing: Listing<Row, ApiKeyInfo> = {
  columns: `k.id, k.user_id, u.email_address AS user_name, k.name, k.prefix, k.kind, k.roles, k.account_ids,
    k.date_created, k.created_by, k.date_last_used, k.date_expires, k.date_revoked`,
  from: 'api_key k JOIN user_account u ON u.id = k.user_id',
  countFrom: 'api_key k',
  id: 'k.id',
  sortable: {
    name: { expression: normal('k.name'), type: 'text' },
    dateCreated: { expression: 'k.date_created', type: 'timestamptz' },
    dateLastUsed: { expression: `coalesce(k.date_last_used, ${NEVER})`, type: 'timestamptz' },
    dateExpires: { expression: `coalesce(k.date_expires, ${NEVER})`, type: 'timestamptz' },
    dateRevoked: { expression: `coalesce(k.date_revoked, ${NEVER})`, type: 'timestamptz' },
  },
  item: infoOf,
};

function infoOf(row: Row): ApiKeyInfo {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    userId: row.user_id,
    userName: row.user_name,
    kind: row.kind,
    roles: row.roles,
    accountIds: row.account_ids,
    dateCreated: row.date_created,
    createdBy: row.created_by,
    dateLastUsed: row.date_last_used ?? undefined,
    dateExpires: row.date_expires ?? undefined,
    dateRevoked: row.date_revoked ?? undefined,
  };
}

/** What a new API key is made of. */
export interface NewApiKeyRow {
  /** Whose it is. */
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  /** SHA-256 of the key. */
  readonly hash: Uint8Array;
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
export async function storeApiKey(sql: Sql, key: NewApiKeyRow): Promise<ApiKeyInfo | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'api-key-store',
    text: `WITH k AS (
             INSERT INTO api_key (user_id, name, prefix, hash, kind, roles, account_ids, date_expires, created_by)
             SELECT u.id, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9 FROM user_account u, audit_as($10) WHERE u.id = $1
             RETURNING *)
           SELECT ${listing.columns} FROM k JOIN user_account u ON u.id = k.user_id`,
    values: [
      key.userId,
      key.name,
      key.prefix,
      key.hash,
      key.kind,
      key.roles,
      key.accountIds,
      key.dateExpires ?? null,
      key.by.userName,
      auditText(key.by),
    ],
  });
  return row && infoOf(row);
}

/** Revokes an API key; `undefined` when there is none, or none of this user. */
export async function revokeApiKey(
  sql: Sql,
  change: { readonly id: string; readonly userId?: string; readonly by: Actor },
): Promise<ApiKeyInfo | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'api-key-revoke',
    text: `WITH k AS (
             UPDATE api_key SET date_revoked = coalesce(date_revoked, now()) FROM audit_as($3)
             WHERE id = $1 AND ($2::text IS NULL OR user_id = $2) RETURNING api_key.*)
           SELECT ${listing.columns} FROM k JOIN user_account u ON u.id = k.user_id`,
    values: [change.id, change.userId ?? null, auditText(change.by)],
  });
  return row && infoOf(row);
}

/** What stands for a key that is replaced. */
export interface NewApiKeySecret {
  readonly prefix: string;
  /** SHA-256 of the key. */
  readonly hash: Uint8Array;
}

/** A key that was replaced, and the one that stands for it. */
export interface ReplacedApiKey<Secret extends NewApiKeySecret> {
  readonly replacedId: string;
  readonly replacement: ApiKeyInfo;
  readonly secret: Secret;
}

/**
 * Replaces the good API keys that are limited to an account alone: each is revoked, and another with the same name,
 * owner, limits and end has a new secret. Works inside a transaction. It leaves no events: the caller tells of all of
 * them in one.
 */
export async function replaceApiKeys<Secret extends NewApiKeySecret>(
  sql: Sql,
  accountId: string,
  { by, newSecret }: { readonly by: Actor; readonly newSecret: () => Secret },
): Promise<readonly ReplacedApiKey<Secret>[]> {
  const old = await sql.rows<{ id: string }>({
    name: 'api-key-of-account',
    text: `SELECT id FROM api_key WHERE account_ids = ARRAY[$1] AND date_revoked IS NULL
             AND (date_expires IS NULL OR date_expires > now()) ORDER BY id FOR UPDATE`,
    values: [accountId],
  });
  if (old.length === 0) return [];
  const secrets = old.map(({ id }) => ({ id, secret: newSecret() }));
  const rows = await sql.rows<Row & { replaced_id: string }>({
    name: 'api-key-replace',
    text: `WITH replaced AS (
             UPDATE api_key SET date_revoked = now() FROM audit_as('${SILENTLY}') WHERE id = ANY($1::text[])
             RETURNING api_key.*),
           secret AS (
             SELECT id AS replaced_id, prefix, hash FROM unnest($1::text[], $2::text[], $3::bytea[]) AS s (id, prefix, hash)),
           k AS (
             INSERT INTO api_key (user_id, name, prefix, hash, kind, roles, account_ids, date_expires, created_by)
             SELECT r.user_id, r.name, s.prefix, s.hash, r.kind, r.roles, r.account_ids, r.date_expires, $4
             FROM replaced r JOIN secret s ON s.replaced_id = r.id ORDER BY r.id
             RETURNING *)
           SELECT ${listing.columns}, s.replaced_id FROM k JOIN user_account u ON u.id = k.user_id
           JOIN secret s ON s.hash = k.hash ORDER BY k.id`,
    values: [
      secrets.map(({ id }) => id),
      secrets.map(({ secret }) => secret.prefix),
      secrets.map(({ secret }) => secret.hash),
      by.userName,
    ],
  });
  return secrets.flatMap(({ id, secret }) => {
    const row = rows.find(({ replaced_id: replacedId }) => replacedId === id);
    return row ? [{ replacedId: id, replacement: infoOf(row), secret }] : [];
  });
}

/** Notes that an API key was used. Nobody decided on it, so it leaves no event. */
export async function markApiKeyUsed(sql: Sql, id: string): Promise<void> {
  await sql.rows({
    name: 'api-key-mark-used',
    text: `UPDATE api_key SET date_last_used = now() FROM audit_as($2)
           WHERE id = $1 AND (date_last_used IS NULL OR date_last_used < now() - interval '1 minute')`,
    values: [id, SILENTLY],
  });
}

/** Reads a page of API keys: of one user, or of all. */
export function listApiKeys(
  sql: Sql,
  request: PageRequest & { readonly userId?: string },
): Promise<Page<ApiKeyInfo>> {
  return readPage(sql, listing, request, (conditions) => {
    if (request.userId !== undefined) conditions.add(`k.user_id = ${conditions.value(request.userId)}`);
  });
}
