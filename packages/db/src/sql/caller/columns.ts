import type { UserInfo } from '@ai-sessions/contract';
import type { User } from '../../generated/prisma/client.ts';
import { boolean, type ColumnsOf, nullable, oneOf, text, textArray } from '../../statement/column.ts';
import { selectList } from '../../statement/statement.ts';

type Untold = 'dateCreated' | 'dateLastModified' | 'createdBy' | 'lastModifiedBy';

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
} satisfies ColumnsOf<Omit<User, Untold>>;

/** The columns of users `u` after SELECT. */
export const SELECT_CALLER = selectList(CALLER_COLUMNS, 'u');
