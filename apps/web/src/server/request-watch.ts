import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Telemetry } from './composition/telemetry.ts';

/** A request that is about to be served. */
interface WatchedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Which part of the server it is for. */
  readonly kind: string;
  /** Without its query. */
  readonly path: string;
}

/** Serves a request, and tells of it. */
export type RequestWatch = (watched: WatchedRequest, serve: () => Promise<void>) => Promise<void>;

/** What machines ask for every few seconds, and files. */
const UNTRACED: ReadonlySet<string> = new Set(['server', 'health', 'readiness', 'metrics', 'asset']);

/** What stands for the operation of a request for one of our pages. */
const PAGE = 'Page';

/** Tells of HTTP requests; `undefined` when nobody wants to know. */
export function requestWatch({ metrics, tracing }: Telemetry): RequestWatch | undefined {
  if (!metrics && !tracing) return undefined;
  return ({ request, response, requestId, kind, path }, serve) => {
    if (metrics) {
      const started = performance.now();
      response.once('close', () => {
        const status = response.headersSent ? response.statusCode : undefined;
        metrics.countHttpRequest(kind, status);
        if (kind !== 'page' || status === undefined) return;
        const durationMs = performance.now() - started;
        metrics.observeCall({ transport: 'page', operation: PAGE, status, code: undefined, durationMs });
      });
    }
    if (!tracing || UNTRACED.has(kind)) return serve();
    const { method = 'GET', headers } = request;
    return tracing.request({ method, path, headers, requestId }, response, serve);
  };
}
