import { AccountInfo } from '@ai-sessions/contract';
import { type AccountScope, isWithin } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type Account, Prisma } from '../generated/prisma/client.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { selectAccountNames } from '../sql/account/find-account-names.ts';
import { lockAccount } from '../sql/account/lock-account.ts';
import { FOREIGN_KEY_VIOLATION, RESTRICT_VIOLATION, sqlStateOf } from '../sql-state.ts';
import { contains, isInScope, normal } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import { entityInfoOf } from './entity-info.ts';
import { everyRow } from './every-row.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';

/** What is read to show an account; never its secret. */
const SELECT = {
  id: true,
  name: true,
  parentAccountId: true,
  ancestorIds: true,
  maxPhoneNumbers: true,
  logoId: true,
  twilioAccountSid: true,
  twilioAuthToken: false,
  trustHubProfileSid: true,
  billingSettings: true,
  dateCreated: true,
  dateLastModified: true,
  createdBy: true,
  lastModifiedBy: true,
  stopped: false,
  stopReason: false,
  dateStopChanged: false,
  stopChangedBy: false,
} as const satisfies Record<keyof Account, boolean>;

type Row = Prisma.AccountGetPayload<{ select: typeof SELECT }>;

const listing: Omit<ModelListing<AccountInfo>, 'read'> = {
  from: Prisma.sql`account`,
  countFrom: Prisma.sql`account`,
  id: Prisma.sql`id`,
  sortable: {
    name: { expression: normal(Prisma.sql`name`), type: 'text' },
    parentAccountId: { expression: Prisma.sql`coalesce(parent_account_id, '')`, type: 'text' },
    dateCreated: { expression: Prisma.sql`date_created`, type: 'timestamptz' },
    dateLastModified: { expression: Prisma.sql`date_last_modified`, type: 'timestamptz' },
    createdBy: { expression: Prisma.sql`created_by`, type: 'text' },
    lastModifiedBy: { expression: Prisma.sql`last_modified_by`, type: 'text' },
  },
};

/** An account as someone with this scope sees it: of those above, only accounts in the scope are mentioned. */
function infoWithin(scope: AccountScope): (row: Row) => Complete<Omit<AccountInfo, 'logoUri'>> {
  return (row) => ({
    name: row.name,
    parentAccountId: row.parentAccountId ?? undefined,
    twilioAccountSid: row.twilioAccountSid ?? undefined,
    ancestorIds: row.ancestorIds.filter((id) => scope === 'all' || scope.includes(id)),
    maxPhoneNumbers: row.maxPhoneNumbers ?? undefined,
    isBYOA: row.twilioAccountSid !== null,
    trustHubProfileSid: row.trustHubProfileSid ?? undefined,
    logoId: row.logoId ?? undefined,
    billingSettings: AccountInfo.fields.billingSettings.schema.parse(row.billingSettings ?? undefined),
    ...entityInfoOf(row),
  });
}

/** What is set of an account beside its name. Empty text stands for none. */
export interface AccountSettings {
  readonly maxPhoneNumbers?: number;
  readonly logoId?: string;
  readonly twilioAccountSid?: string;
  /** Sealed. */
  readonly twilioAuthToken?: string;
  readonly trustHubProfileSid?: string;
  readonly billingSettings?: AccountInfo['billingSettings'];
}

/** The settings that are given; what is left out stays, empty text clears. */
function dataOf(settings: AccountSettings) {
  const orNull = (text: string | undefined) => (text === '' ? null : text);
  return {
    maxPhoneNumbers: settings.maxPhoneNumbers,
    logoId: orNull(settings.logoId),
    twilioAccountSid: orNull(settings.twilioAccountSid),
    twilioAuthToken: orNull(settings.twilioAuthToken),
    trustHubProfileSid: orNull(settings.trustHubProfileSid),
    billingSettings: settings.billingSettings,
  };
}

/** What a new account is made of. */
export interface NewAccountRow extends AccountSettings {
  readonly name: string;
  readonly parentAccountId?: string;
  readonly by: Actor;
}

/** Creates an account; `undefined` when the parent does not exist. */
export async function createAccount(db: Db, account: NewAccountRow): Promise<AccountInfo | undefined> {
  const { name, parentAccountId, by } = account;
  const { userName } = by;
  try {
    const row = await db.write(by, ({ prisma }) =>
      prisma.account.create({
        data: { name, parentAccountId, createdBy: userName, lastModifiedBy: userName, ...dataOf(account) },
        select: SELECT,
      }),
    );
    return infoWithin('all')(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** What to change about an account; what is left out stays, empty text clears. */
export interface AccountChange extends AccountSettings {
  readonly id: string;
  readonly name?: string;
  readonly by: Actor;
}

/** Changes an account; `undefined` when there is none in the scope. Nothing to change is no change. */
export async function changeAccount(
  db: Db,
  scope: AccountScope,
  change: AccountChange,
): Promise<AccountInfo | undefined> {
  const { id, name, by } = change;
  const data = { ...dataOf(change), name };
  if (Object.values(data).every((value) => value === undefined)) return findAccount(db, scope, id);
  if (!isWithin(scope, id)) return undefined;
  const [row] = await db.write(by, ({ prisma, now }) =>
    prisma.account.updateManyAndReturn({
      where: { id },
      data: { ...data, lastModifiedBy: by.userName, dateLastModified: now },
      select: SELECT,
    }),
  );
  return row && infoWithin(scope)(row);
}

/** Deletes an account in the scope. One that sessions, usage or other accounts refer to stays. */
export async function deleteAccount(
  db: Db,
  scope: AccountScope,
  { id, by }: { readonly id: string; readonly by: Actor },
): Promise<Result<undefined, Refusal<'notFound' | 'inUse'>>> {
  if (!isWithin(scope, id)) return { ok: false, reason: 'notFound' };
  try {
    const { count } = await db.write(by, ({ prisma }) => prisma.account.deleteMany({ where: { id } }));
    return count > 0 ? DONE : { ok: false, reason: 'notFound' };
  } catch (error) {
    const state = sqlStateOf(error);
    if (state === RESTRICT_VIOLATION || state === FOREIGN_KEY_VIOLATION) {
      return { ok: false, reason: 'inUse' };
    }
    throw error;
  }
}

/** Reads an account; `undefined` when there is none in the scope. */
export async function findAccount(db: Db, scope: AccountScope, id: string): Promise<AccountInfo | undefined> {
  if (!isWithin(scope, id)) return undefined;
  const row = await db.prisma.account.findUnique({ where: { id }, select: SELECT });
  return row ? infoWithin(scope)(row) : undefined;
}

/** Reads an account as {@link findAccount} does, and keeps it as it is until the end of the transaction. */
export async function holdAccount(db: Db, scope: AccountScope, id: string): Promise<AccountInfo | undefined> {
  if (!isWithin(scope, id)) return undefined;
  await db.rows(lockAccount(id));
  return findAccount(db, scope, id);
}

/** Reads the sealed secret of Twilio of an account in the scope; `undefined` when it has none. */
export async function findTwilioSecret(db: Db, scope: AccountScope, id: string): Promise<string | undefined> {
  if (!isWithin(scope, id)) return undefined;
  const row = await db.prisma.account.findUnique({ where: { id }, select: { twilioAuthToken: true } });
  return row?.twilioAuthToken ?? undefined;
}

/** Those of the ids that no account in the scope has. */
export async function unknownAccounts(
  db: Db,
  scope: AccountScope,
  ids: readonly string[],
): Promise<readonly string[]> {
  const known = await db.rows(selectAccountNames([...ids]));
  const knownIds = new Set(known.map(({ id }) => id));
  return ids.filter((id) => !knownIds.has(id) || !isWithin(scope, id));
}

/** What lists of accounts are narrowed down by: parts of the name. */
interface AccountFilters {
  readonly text?: string;
  readonly nameFilter?: string;
}

/** Reads a page of accounts. */
export function listAccounts(
  db: Db,
  scope: AccountScope,
  request: PageRequest & AccountFilters,
): Promise<PageResult<AccountInfo>> {
  const name = Prisma.sql`name`;
  const read = async (inner: Db, ids: string[]) => {
    const rows = await inner.prisma.account.findMany({ where: { id: { in: ids } }, select: SELECT });
    return rows.map(infoWithin(scope));
  };
  return readModelPage(db, { ...listing, read }, request, [
    ...isInScope(Prisma.sql`id`, scope),
    ...contains(name, request.text),
    ...contains(name, request.nameFilter),
  ]);
}

/** Reads all matching accounts in the scope, newest first. */
export function exportAccounts(
  db: Db,
  scope: AccountScope,
  filters: AccountFilters,
): AsyncGenerator<AccountInfo> {
  return everyRow((page) => listAccounts(db, scope, { ...filters, ...page }));
}

/** Ids and names of the oldest accounts in the scope, at most so many. */
export function accountNames(
  db: Db,
  scope: AccountScope,
  maximum: number,
): Promise<{ id: string; name: string }[]> {
  if (scope !== 'all') return db.rows(selectAccountNames([...scope], maximum));
  return db.prisma.account.findMany({
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
    take: maximum,
  });
}
