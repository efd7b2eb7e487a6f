import { randomUUID } from 'node:crypto';
import type { Db } from './db.ts';
import type { Log } from './log.ts';
import { displayNameOf } from './repository/user.ts';
import { insertViewer } from './sql/viewer/add-viewer.ts';
import { selectViewers } from './sql/viewer/find-viewers.ts';
import { deleteViewer } from './sql/viewer/remove-viewer.ts';
import { renewViewers } from './sql/viewer/renew-viewers.ts';

/** How often a process says that its pages are still open: a third of how long that counts. */
const RENEW_MS = 5_000;

/** Who has which session open, in whichever process. */
export interface SessionViewers {
  /**
   * Says that a user has opened a session; the function that it gives says that they have closed it. Both are news to those
   * who follow the session by the feed. Of a process that dies without a word nobody is there any more 15 seconds later.
   */
  enter(sessionId: string, userId: string): Promise<() => Promise<void>>;
  /** What the others are called who have a session open, but for a user: by name, or by e-mail address without one. */
  othersThan(userId: string, sessionId: string): Promise<readonly string[]>;
  close(): void;
}

/** Keeps who has which session open in the database, with one statement every few seconds for all pages of this process. */
export function createSessionViewers({ db, log }: { readonly db: Db; readonly log: Log }): SessionViewers {
  const holder = randomUUID();
  let open = 0;
  const timer = setInterval(() => {
    if (open === 0) return;
    db.rows(renewViewers(holder)).catch((error: unknown) =>
      log.debug({ error }, 'failed to say who looks at sessions'),
    );
  }, RENEW_MS).unref();

  return {
    async enter(sessionId, userId) {
      const entered = await db.row(insertViewer({ sessionId, userId, holder }));
      open++;
      return async () => {
        open--;
        if (entered) await db.rows(deleteViewer(entered.id));
      };
    },
    async othersThan(userId, sessionId) {
      const others = await db.rows(selectViewers(sessionId, userId));
      return others.map((user) => displayNameOf(user) ?? user.emailAddress);
    },
    close: () => clearInterval(timer),
  };
}
