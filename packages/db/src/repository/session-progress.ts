import type { AISessionInfo } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Db } from '../db.ts';
import {
  type ActionProgress,
  type CommentProgress,
  selectSessionProgress,
} from '../sql/session/find-session-progress.ts';

/** How a session and its actions stand. */
export interface SessionProgress {
  readonly accountId: string | undefined;
  readonly state: NonNullable<AISessionInfo['state']>;
  readonly version: number;
  /** When that came about, ISO 8601. */
  readonly date: string;
  /** Who changed it last: an e-mail address. */
  readonly by: string;
  /** In the order they were queued. */
  readonly actions: readonly ActionProgress[];
  /** The latest, oldest first. */
  readonly comments: readonly CommentProgress[];
}

/** Reads how a session stands, discarded or not; `undefined` when there is none in the scope. */
export async function findSessionProgress(
  db: Db,
  scope: AccountScope,
  id: string,
): Promise<SessionProgress | undefined> {
  const row = await db.row(selectSessionProgress(scope, id));
  return (
    row && {
      accountId: row.accountId ?? undefined,
      state: row.discarded ? 'Discarded' : row.state,
      version: row.version,
      date: row.dateLastModified,
      by: row.by,
      actions: row.actions ?? [],
      comments: row.comments ?? [],
    }
  );
}
