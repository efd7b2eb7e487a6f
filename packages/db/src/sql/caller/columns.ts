import type { UserInfo } from '@ai-sessions/contract';
import type { User } from '../../generated/prisma/client.ts';
import { boolean, type ColumnsOf, nullable, oneOf, text, textArray } from '../../statement/column.ts';
import { selectList } from '../../statement/statement.ts';

/** What sign-in and the role check have no use for. */
export const NOT_OF_CALLERS = {
  dateCreated: true,
  dateLastModified: true,
  createdBy: true,
  lastModifiedBy: true,
  dateStopChanged: true,
  stopChangedBy: true,
} as const;

/** The rest of a user, as its model reads it. */
export type CallerRow = Omit<User, keyof typeof NOT_OF_CALLERS>;

/** What sign-in and the role check need of a user. */
export const CALLER_COLUMNS = {
  id: text,
  emailAddress: text,
  firstName: nullable(text),
  lastName: nullable(text),
  passwordHash: nullable(text),
  roles: textArray,
  accountIds: textArray,
  managerAccess: nullable(oneOf<NonNullable<UserInfo['managerAccess']>>()),
  dashboardPermissions: textArray,
  disabled: boolean,
  stopped: boolean,
  stopReason: nullable(text),
} satisfies ColumnsOf<CallerRow>;

/** The columns of users `u` after SELECT. */
export const SELECT_CALLER = selectList(CALLER_COLUMNS, 'u');
