import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Service } from './service.ts';

const WRITERS = 8;
/** Between a refusal and the next attempt; shorter than the service asks for, to see every answer it gives meanwhile. */
const RETRY_MS = 200;

const Session = z.object({ id: z.string() });

/** What a service has said to those who write to it. */
interface Written {
  /** The text that each session must have, by its id: it was acknowledged. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Answers that are neither a success nor 503 with `Retry-After`. There should be none. */
  readonly wrong: readonly string[];
}

/** What one stretch of time looked like to those who write. */
interface Stretch {
  readonly acknowledged: number;
  readonly refused: number;
  /** Requests without an answer. */
  readonly unanswered: number;
  /** The longest time without any acknowledged write, in milliseconds. */
  readonly outageMs: number;
  /** The slowest answer, in milliseconds. */
  readonly slowestMs: number;
}

/** Programs that open and change sessions all the time, and insist when they are refused. */
export interface Writers {
  readonly written: Written;
  /** Ends a stretch and begins the next. */
  stretch(): Stretch;
  /** Waits until a write that is sent from now on is acknowledged. */
  acknowledgesAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** Begins to write. */
export function startWriters({ url, authorization }: Service): Writers {
  const acknowledged = new Map<string, string>();
  const wrong: string[] = [];
  let stopped = false;
  let current = newStretch();

  function newStretch() {
    return { acknowledged: 0, refused: 0, unanswered: 0, outageMs: 0, slowestMs: 0, last: performance.now() };
  }

  function noteSuccess(): void {
    const now = performance.now();
    current.acknowledged++;
    current.outageMs = Math.max(current.outageMs, now - current.last);
    current.last = now;
  }

  /** Sends a request until it succeeds; its body. Every repeat has the same key, so that it does nothing twice. */
  async function insist(method: string, path: string, json: object, key: string): Promise<unknown> {
    for (;;) {
      const began = performance.now();
      try {
        const answer = await fetch(url + path, {
          method,
          headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(json),
        });
        const body: unknown = await answer.json();
        current.slowestMs = Math.max(current.slowestMs, performance.now() - began);
        if (answer.ok) {
          noteSuccess();
          return body;
        }
        current.refused++;
        if (answer.status !== 503 || !(Number(answer.headers.get('retry-after')) > 0)) {
          wrong.push(`${method} ${path}: ${answer.status} ${JSON.stringify(body)}`);
        }
      } catch {
        current.unanswered++;
      }
      await delay(RETRY_MS);
    }
  }

  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; !stopped; n++) {
      const purpose = `Written by ${writer}, number ${n}`;
      const { id } = Session.parse(await insist('POST', '/ai/sessions', { purpose }, `${writer}-${n}`));
      acknowledged.set(id, purpose);
      await insist(
        'PATCH',
        `/ai/sessions/${id}`,
        { purpose: `${purpose}, changed` },
        `${writer}-${n}-change`,
      );
      acknowledged.set(id, `${purpose}, changed`);
    }
  });

  return {
    written: { acknowledged, wrong },
    stretch() {
      const { last, ...seen } = current;
      const ended = { ...seen, outageMs: Math.max(seen.outageMs, performance.now() - last) };
      current = newStretch();
      return ended;
    },
    async acknowledgesAgain() {
      await insist('POST', '/ai/sessions', { purpose: 'Asks whether it writes' }, crypto.randomUUID());
    },
    async stop() {
      stopped = true;
      await Promise.all(writers);
    },
  };
}
