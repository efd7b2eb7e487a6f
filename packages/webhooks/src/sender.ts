import { randomUUID } from 'node:crypto';
import { TEST_EVENT } from '@ai-sessions/contract';
import {
  type Attempt,
  type ClaimedDelivery,
  claimDeliveries,
  type Db,
  type DisabledWebhook,
  endAttempt,
  type Log,
} from '@ai-sessions/db';
import type { Outbound } from '@ai-sessions/outbound';
import { attemptOf } from './outcome.ts';
import { bodyOf } from './payload.ts';
import { signedHeaders, WEBHOOK_SECRET } from './signature.ts';

/** How often it is looked for deliveries that are due. */
const LOOK_MS = 500;
/** Deliveries under way at a time in this process; they mostly wait for others. */
const AT_ONCE = 32;
/** How long a receiver may take, by the recommendation of Standard Webhooks. */
const TIMEOUT_MS = 15_000;

/** What {@link createWebhookSender} works with. */
export interface WebhookSenderOptions {
  readonly db: Db;
  readonly outbound: Pick<Outbound, 'call'>;
  /** The sealed text; `undefined` when it cannot be read. */
  readonly open: (sealed: string, purpose: string) => string | undefined;
  /** Address under which browsers reach the service, when it is known. */
  readonly publicUrl: string | undefined;
  /** Is told of a webhook that was disabled because it failed. */
  readonly onDisabled: (webhook: DisabledWebhook) => void;
  /** Is told of every attempt that has ended. */
  readonly onAttempt?: ((attempt: Attempt) => void) | undefined;
  readonly log: Log;
}

/** Sends what is due, in this process. */
export interface WebhookSender {
  /** Looks for deliveries now rather than soon. */
  wake(): void;
  /** Claims nothing more from now on. */
  drain(): void;
  /** Gives up what is under way, for another process to send, and waits until that is written down. */
  stop(): Promise<void>;
}

/** Starts to send webhooks. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { db, outbound, open, publicUrl, onDisabled, onAttempt, log } = options;
  const holder = randomUUID();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let draining = false;
  let looking: Promise<void> | undefined;
  let again = false;

  async function attempt(delivery: ClaimedDelivery): Promise<Attempt> {
    const isTest = delivery.type === TEST_EVENT;
    const secrets = [delivery.secret, ...(delivery.earlierSecret === null ? [] : [delivery.earlierSecret])]
      .map((sealed) => open(sealed, WEBHOOK_SECRET))
      .filter((secret) => secret !== undefined);
    if (secrets.length === 0) {
      const reason = 'its secret cannot be read any more: rotate it';
      return attemptOf({ kind: 'refused', reason }, { ...delivery, isTest });
    }
    const body = bodyOf(delivery, publicUrl);
    const result = await outbound.call(
      {
        method: 'POST',
        url: delivery.url,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'ai-sessions-webhooks',
          ...signedHeaders({ id: delivery.eventId, body }, secrets, new Date()),
        },
        body,
        timeoutMs: TIMEOUT_MS,
      },
      { signal: stopping.signal },
    );
    if (stopping.signal.aborted && result.kind !== 'answered') {
      return { outcome: 'The service was stopped meanwhile.', result: { kind: 'cancelled' } };
    }
    return attemptOf(result, { ...delivery, isTest });
  }

  async function deliver(delivery: ClaimedDelivery): Promise<void> {
    try {
      const ended = await attempt(delivery);
      onAttempt?.(ended);
      const disabled = await endAttempt(db, delivery, holder, ended);
      if (disabled) onDisabled(disabled);
    } catch (error) {
      // What it is not written down of is sent again, when its lease has expired.
      log.warn({ error, delivery: delivery.id }, 'failed to deliver a webhook');
    }
  }

  async function claim(): Promise<void> {
    try {
      do {
        again = false;
        const room = AT_ONCE - underWay.size;
        if (draining || room <= 0) return;
        for (const delivery of await claimDeliveries(db, holder, room)) {
          const work = deliver(delivery).finally(() => {
            underWay.delete(work);
            // What follows it in its session is due now.
            look();
          });
          underWay.add(work);
        }
      } while (again);
    } catch (error) {
      log.debug({ error }, 'failed to look for webhooks to deliver');
    }
  }

  function look(): void {
    again = true;
    looking ??= claim().finally(() => {
      looking = undefined;
    });
  }

  const timer = setInterval(look, LOOK_MS).unref();
  look();

  function drain(): void {
    draining = true;
    clearInterval(timer);
  }
  return {
    wake: look,
    drain,
    async stop() {
      drain();
      stopping.abort();
      await looking;
      await Promise.all(underWay);
    },
  };
}
