import { z } from 'zod';
import type { Access } from './service.ts';

const CALLERS = 8;

const Session = z.object({ id: z.string() });
const List = z.object({ items: z.array(Session) });

/** What callers have seen. */
export interface Calls {
  readonly answered: number;
  /** Requests without an answer, or with another one than there has to be. There should be none. */
  readonly failures: readonly string[];
}

/** Programs that send one request after the other and repeat none, as if there was one process that never ends. */
export interface Callers {
  readonly calls: Calls;
  stop(): Promise<void>;
}

/**
 * Begins to call. Whatever one process has answered has to hold in the others: a key gives the first session again, an ETag
 * is known, and who has opened a session finds it in the list.
 */
export function startCallers({ url, authorization }: Access): Callers {
  const failures: string[] = [];
  let answered = 0;
  let stopped = false;

  /** Sends a request that has to be answered with a status; `undefined` when it was not. */
  async function call(
    status: number,
    method: string,
    path: string,
    {
      headers = {},
      json,
    }: { readonly headers?: Readonly<Record<string, string>>; readonly json?: object } = {},
  ) {
    try {
      const answer = await fetch(url + path, {
        method,
        headers: { authorization, ...(json && { 'content-type': 'application/json' }), ...headers },
        ...(json && { body: JSON.stringify(json) }),
      });
      const text = await answer.text();
      answered++;
      if (answer.status === status) return { text, etag: answer.headers.get('etag') ?? '' };
      failures.push(`${method} ${path}: ${answer.status} instead of ${status}: ${text.slice(0, 200)}`);
    } catch (error) {
      failures.push(
        `${method} ${path}: no answer (${error instanceof Error ? String(error.cause ?? error) : error})`,
      );
    }
    return undefined;
  }

  async function story(caller: number): Promise<void> {
    const open = {
      headers: { 'idempotency-key': crypto.randomUUID() },
      json: { purpose: `Opened by ${caller}` },
    };
    const opened = await call(200, 'POST', '/ai/sessions', open);
    const repeated = await call(200, 'POST', '/ai/sessions', open);
    if (!opened || !repeated) return;
    const { id } = Session.parse(JSON.parse(opened.text));
    if (Session.parse(JSON.parse(repeated.text)).id !== id) failures.push(`Two sessions with one key: ${id}`);
    const path = `/ai/sessions/${id}`;
    const change = (purpose: string) => ({ headers: { 'if-match': opened.etag }, json: { purpose } });
    const changed = await call(200, 'PATCH', path, change('Changed'));
    await call(412, 'PATCH', path, change('Changed by somebody who has read what it was'));
    if (changed) await call(304, 'GET', path, { headers: { 'if-none-match': changed.etag } });
    const listed = await call(200, 'GET', '/ai/sessions?simplifiedPaging=true');
    if (listed && !List.parse(JSON.parse(listed.text)).items.some((session) => session.id === id)) {
      failures.push(`Opened and not in the list: ${id}`);
    }
  }

  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    while (!stopped) await story(caller);
  });

  return {
    get calls() {
      return { answered, failures };
    },
    async stop() {
      stopped = true;
      await Promise.all(callers);
    },
  };
}
