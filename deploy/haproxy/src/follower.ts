import { until } from '@ai-sessions/failover/processes';
import { EventSource } from 'eventsource';
import { z } from 'zod';

/** How long is waited before the stream is asked for again after it was refused. */
const REFUSED_MS = 500;

const News = z.object({ version: z.number() });

/** Follows a session as a page does. */
export interface Follower {
  /** Waits until it has heard of a version of the session, or a later one. */
  hears(version: number): Promise<void>;
  /** How often it had to connect again. */
  reconnections(): number;
  leave(): void;
}

/** Begins to follow a session by tRPC's subscription over server-sent events. */
export function follow(baseUrl: string, sessionId: string, authorization: string): Follower {
  const input = encodeURIComponent(JSON.stringify({ sessionId }));
  const address = `${baseUrl}/api/trpc/session.watch?input=${input}`;
  let heard = -1;
  let connections = 0;
  let left = false;
  let source = open();

  function open(): EventSource {
    const opened = new EventSource(address, {
      fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization } }),
    });
    opened.addEventListener('open', () => connections++);
    opened.addEventListener('message', ({ data }) => {
      const news = News.safeParse(JSON.parse(String(data)));
      if (news.success) heard = Math.max(heard, news.data.version);
    });
    opened.addEventListener('error', () => {
      // It connects again by itself, unless it was refused.
      if (opened.readyState !== EventSource.CLOSED || left) return;
      setTimeout(() => {
        if (!left) source = open();
      }, REFUSED_MS);
    });
    return opened;
  }

  return {
    hears: (version) => until(`version ${version} is heard of`, async () => heard >= version),
    reconnections: () => connections - 1,
    leave() {
      left = true;
      source.close();
    },
  };
}
