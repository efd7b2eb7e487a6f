import { setTimeout as delay } from 'node:timers/promises';

/** How long is waited before a request is repeated that nobody answered. */
const UNANSWERED_MS = 200;

/** An answer, the way it was. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** Which process has answered. */
  readonly servedBy: string;
  /** Whether an attempt before this one got no answer, so that it may have done what was asked for. */
  readonly doubtful: boolean;
}

/** What is sent. */
interface Sent {
  readonly method?: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What clients got that is not what they had asked for. */
export interface Trouble {
  /** Answers that ask to come again, by what they were. */
  readonly refused: ReadonlyMap<string, number>;
  /** Requests without an answer. */
  readonly unanswered: number;
  readonly requests: number;
  /** The longest that somebody waited for what they had asked for, repeats included, in milliseconds. */
  readonly slowestMs: number;
}

/** Sends requests, and repeats what was not answered or has to come again, as whoever heeds `Retry-After` does. */
export interface InsistingClient {
  send(path: string, sent?: Sent): Promise<Answer>;
  trouble(): Trouble;
}

/** A client with kept connections and these credentials. */
export function insistingClient(baseUrl: string, authorization: string): InsistingClient {
  const refused = new Map<string, number>();
  let unanswered = 0;
  let requests = 0;
  let slowestMs = 0;

  async function attempt(path: string, { method, json, headers }: Sent, doubtful: boolean): Promise<Answer> {
    requests++;
    const response = await fetch(baseUrl + path, {
      method: method ?? (json ? 'POST' : 'GET'),
      headers: { authorization, ...(json && { 'content-type': 'application/json' }), ...headers },
      body: json && JSON.stringify(json),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
    const body: unknown = isJson ? JSON.parse(text) : text;
    const servedBy = response.headers.get('x-served-by') ?? '';
    return { status: response.status, headers: response.headers, body, servedBy, doubtful };
  }

  return {
    async send(path, sent = {}) {
      const began = performance.now();
      let doubtful = false;
      for (;;) {
        const answer = await attempt(path, sent, doubtful).catch(() => undefined);
        const again = Number(answer?.headers.get('retry-after'));
        if (answer && !(again > 0)) {
          slowestMs = Math.max(slowestMs, performance.now() - began);
          return answer;
        }
        if (answer) {
          const kind = `${answer.status} ${sent.method ?? ''} ${path.replace(/[0-9a-f-]{36}/, '…')}`;
          refused.set(kind, (refused.get(kind) ?? 0) + 1);
          await delay(again * 1_000);
        } else {
          doubtful = true;
          unanswered++;
          await delay(UNANSWERED_MS);
        }
      }
    },
    trouble: () => ({ refused, unanswered, requests, slowestMs }),
  };
}
