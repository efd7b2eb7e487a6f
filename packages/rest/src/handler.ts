import { appRouter, type Context } from '@ai-sessions/api';
import { endpointsOf } from './endpoints.ts';
import type { RestEvents } from './events.ts';
import { authorize, effectiveVerb } from './exchange/authorize.ts';
import { call } from './exchange/call.ts';
import { type Exchange, openExchange } from './exchange/exchange.ts';
import { match, negotiate } from './exchange/match.ts';
import { readInput } from './exchange/read.ts';
import { writeFailure, writeOptions, writeResult } from './exchange/write.ts';
import type { RestAnswer, RestRequest } from './message.ts';
import { createResolver, type ResolvedPath } from './resolve.ts';
import { pathOf } from './target.ts';

/** The REST adapter: it has no rules of its own, every request becomes a call of a procedure. */
export interface RestHandler {
  /** Looks up a path, still percent-encoded and without its query. */
  resolve(path: string): ResolvedPath;
  /**
   * Answers a request; failures are answers, too.
   *
   * @param path The path of the request, when it was resolved before.
   */
  handle(request: RestRequest, context: Context, path?: ResolvedPath): Promise<RestAnswer>;
}

/** Makes the adapter of the application's router. */
export function createRestHandler(events: RestEvents): RestHandler {
  const resolve = createResolver(endpointsOf(appRouter));

  /** Match, authorize, read, call, write. */
  async function answer(exchange: Exchange): Promise<RestAnswer> {
    const target = negotiate(exchange);
    const verb = await effectiveVerb(exchange);
    if (verb === 'OPTIONS') return writeOptions(exchange);
    const matched = match(exchange, target, verb);
    await authorize(matched);
    const input = await readInput(matched, events);
    const result = await call(matched, input, events);
    return writeResult(matched, result);
  }

  return {
    resolve,
    async handle(request, context, path = resolve(pathOf(request.target))) {
      const started = performance.now();
      const exchange = openExchange(request, context, path);
      const written = await answer(exchange).catch((error: unknown) => writeFailure(exchange, error, events));
      const { operation, failure } = exchange;
      const answered = {
        status: written.status,
        code: failure?.code,
        durationMs: performance.now() - started,
      };
      events.onAnswer?.({ operation, ...answered });
      context.record?.calls.push({ operation: operation?.name, ...answered });
      return request.method === 'HEAD' ? { ...written, head: true } : written;
    },
  };
}
