import type { AISessionInfo, NewAISession, PatchAISession, Value } from '@ai-sessions/contract';
import { type AISession, Prisma } from '../../generated/prisma/client.ts';
import {
  boolean,
  type Column,
  type ColumnsOf,
  instant,
  int,
  nullable,
  oneOf,
  type RowOf,
  text,
} from '../../statement/column.ts';
import { columnName, selectList } from '../../statement/statement.ts';

/** What a list tells of a session beside its id: nothing that it does not show, because each row costs what it has. */
const LISTED = {
  accountId: nullable(text),
  purpose: nullable(text),
  dateCreated: instant,
  dateLastModified: instant,
  createdBy: text,
  lastModifiedBy: text,
  state: oneOf<NonNullable<AISessionInfo['state']>>(),
  pendingActions: int,
  discarded: boolean,
};

/** What is read of a session: all that is stored of it, but for when and by whom it was discarded. */
const STORED = {
  id: text,
  ...LISTED,
  version: int,
  hasParts: boolean,
} satisfies ColumnsOf<Omit<AISession, 'dateDiscarded' | 'discardedBy'>>;

/** The columns of a session, with the name that its account has now. */
export const SESSION_COLUMNS = { ...STORED, accountName: nullable(text) };

/** A session as statements give it back. */
export type SessionRow = RowOf<typeof SESSION_COLUMNS>;

/** What a request can say of a session, beyond which one it is and whose. */
type GivenField = Exclude<
  keyof Value<typeof NewAISession.request> | keyof Value<typeof PatchAISession.request>,
  'accountId' | 'sessionId'
>;

/** The columns that whoever opens or changes a session sets. */
const GIVEN = { purpose: STORED.purpose } as const satisfies Record<GivenField, Column<unknown>>;

/** What whoever opens or changes a session says of it; what is left out is not set, empty text is none. */
export type SessionValues = Partial<Readonly<RowOf<typeof GIVEN>>>;

/** What is given of a session, as columns with their values. */
export function givenColumns(
  values: SessionValues,
): readonly { readonly column: Prisma.Sql; readonly value: Prisma.Sql }[] {
  return Object.keys(GIVEN).flatMap((field) => {
    const value: unknown = Reflect.get(values, field);
    if (value === undefined) return [];
    return [{ column: Prisma.raw(columnName(field)), value: Prisma.sql`${value === '' ? null : value}` }];
  });
}

/** What is given of a session, as columns with their types. */
export function givenFields(
  values: SessionValues,
): readonly { readonly column: Prisma.Sql; readonly type: Prisma.Sql }[] {
  return Object.entries(GIVEN).flatMap(([field, { type }]) => {
    if (Reflect.get(values, field) === undefined) return [];
    return [{ column: Prisma.raw(columnName(field)), type: Prisma.raw(type) }];
  });
}

/** What is given of a session, by the names of its columns. */
export function givenRecord(values: SessionValues): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.keys(GIVEN).flatMap((field) => {
      const value: unknown = Reflect.get(values, field);
      return value === undefined ? [] : [[columnName(field), value === '' ? null : value]];
    }),
  );
}

/** Names what is given of a session: sessions of one batch have it in common. */
export function shapeOf(values: SessionValues): string {
  return Object.keys(GIVEN)
    .filter((field) => Reflect.get(values, field) !== undefined)
    .join();
}

/** Columns that every change touches, or that follow from actions and runs: no change worth telling. */
const UNTOLD: ReadonlySet<string> = new Set([
  'id',
  'version',
  'dateCreated',
  'dateLastModified',
  'createdBy',
  'lastModifiedBy',
  'state',
  'pendingActions',
  'hasParts',
]);

/** The columns that audit events of a session tell of. */
export const TOLD: readonly string[] = Object.keys(STORED).filter((field) => !UNTOLD.has(field));

/** What is stored of a session, as a list for SELECT or RETURNING. */
export function storedList(table: string): Prisma.Sql {
  return selectList(STORED, table);
}

/** The columns of a session in a list, with the name that its account has now. */
export const LISTED_COLUMNS = { ...LISTED, accountName: nullable(text) };

/** A session in a list. */
export type ListedRow = RowOf<typeof LISTED_COLUMNS>;

/** These columns after SELECT from sessions `s`, with what gives the name of the account. */
export function selectListed(accountName: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${selectList(LISTED, 's')}, ${accountName} AS "accountName"`;
}

/** The columns of sessions `s`, for few of them: each account is looked up by itself, whatever there are in all. */
export const SELECT_FEW_SESSIONS = Prisma.sql`${selectList(STORED, 's')},
  (SELECT a.name FROM account a WHERE a.id = s.account_id) AS "accountName"`;

/** The columns after RETURNING of what changes `ai_session`. */
export const RETURNING_SESSION = Prisma.sql`${selectList(STORED, 'ai_session')},
  (SELECT a.name FROM account a WHERE a.id = ai_session.account_id) AS "accountName"`;
