import type { AppRouter } from '@ai-sessions/api';
import type { Operation, TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import { connected, reportNoAnswer } from './connection.ts';
import { failureOf } from './failure.ts';
import { signedInAgain } from './sign-in-state.ts';

/** Is told of each call that was refused although its caller is signed in. */
export type OnForbidden = () => void;

/**
 * Sends calls again that could not be done for want of a sign-in or a connection: what was refused with 401 after the
 * visitor has signed in again, and what got no answer once the service answers, if sending it twice does no more than
 * sending it once.
 */
export function resumed(onForbidden: OnForbidden): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let isWanted = true;
        let attempt: Unsubscribable | undefined;
        const send = () => {
          attempt = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error(error) {
              if (!isWanted) return;
              // Whoever gave up a call has lost no connection.
              if (op.signal?.aborted) {
                observer.error(error);
                return;
              }
              const { status } = failureOf(error);
              if (status === 403) onForbidden();
              void whenReady(op, status).then((isReady) => {
                if (!isWanted) return;
                if (isReady) send();
                else observer.error(error);
              });
            },
          });
        };
        send();
        return () => {
          isWanted = false;
          attempt?.unsubscribe();
        };
      });
}

/** Waits until a call that failed can be sent again; `false` at once when it cannot. */
async function whenReady({ type, context }: Operation, status: number | undefined): Promise<boolean> {
  if (status === 401) return signedInAgain(type === 'mutation');
  if (status !== undefined) return false;
  reportNoAnswer();
  // Queries are repeated by TanStack Query.
  if (type !== 'mutation' || !isRepeatable(context)) return false;
  await connected();
  return true;
}

/**
 * Whether a change may be sent again although it may have arrived: it names what it changes, or itself. Nobody should
 * find that something was carried out long after they asked for it: what says so is sent now or not at all.
 */
function isRepeatable(context: Operation['context']): boolean {
  if (context.nowOrNever === true) return false;
  return typeof context.ifMatch === 'string' || typeof context.idempotencyKey === 'string';
}
