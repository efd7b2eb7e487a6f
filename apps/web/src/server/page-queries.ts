import { appRouter, type Context, type Services } from '@ai-sessions/api';
import { callTRPCProcedure } from '@trpc/server';
import { pageContext } from './page-context.ts';

/** What a query of a page was answered with. */
interface PageAnswer {
  /** As it would come over HTTP: plain JSON. */
  readonly data: unknown;
  /** Names the state of the record that is answered with. */
  readonly etag: string | undefined;
}

/** Runs a query with the rights of a page's visitor: its path in the router, such as `session.list`, and its input. */
export type PageQuery = (path: string, input: unknown) => Promise<PageAnswer>;

/** Makes what runs the queries of one page, by the cookie of its request. */
export function pageQuery(services: Services, headers: Headers, address: string): PageQuery {
  const context = pageContext(services, headers, address);
  return async (path, input) => {
    const request: Context = {
      ...context,
      reply: { cookies: [] },
      // The page has a place at the gate; if its queries waited for others, pages could keep each other waiting.
      atGate: context.within,
    };
    const data = await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: async () => asJson(input),
      ctx: { request },
      type: 'query',
      signal: undefined,
      batchIndex: 0,
    });
    return { data: asJson(data), etag: request.reply.etag };
  };
}

/** A value as it is after its way through JSON, where members without a value are gone. */
function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
