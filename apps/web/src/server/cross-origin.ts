import type { IncomingMessage, ServerResponse } from 'node:http';

const METHODS = 'GET, POST, PUT, DELETE, PATCH, OPTIONS, HEAD';
const HEADERS =
  'Content-Type, Authorization, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, X-HTTP-Method-Override, MCP-Protocol-Version, Mcp-Method, Mcp-Name';
const EXPOSED = 'ETag, X-Request-Id, X-AutoBatch-Completed, Retry-After, RateLimit, RateLimit-Policy';
/** Seconds for which a browser need not ask again. */
const MAX_AGE = '600';

/** Lets pages of other origins call the API. */
export interface CrossOrigin {
  /**
   * Marks an answer for the origin that asks, when it is one that may.
   *
   * @returns Whether the request was only a question about it, and has been answered.
   */
  allow(request: IncomingMessage, response: ServerResponse): boolean;
}

/**
 * Makes the rule for a list of origins; `*` stands for all, an empty list for none. Cookies are not let through: a
 * page of another origin sends an API key.
 */
export function crossOrigin(origins: readonly string[]): CrossOrigin {
  const any = origins.includes('*');
  return {
    allow(request, response) {
      if (origins.length === 0) return false;
      const { origin } = request.headers;
      if (!any) response.setHeader('Vary', 'Origin');
      if (!any && (origin === undefined || !origins.includes(origin))) return false;
      response.setHeader('Access-Control-Allow-Origin', any ? '*' : (origin ?? ''));
      response.setHeader('Access-Control-Expose-Headers', EXPOSED);
      if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
        return false;
      response.writeHead(200, {
        'Access-Control-Allow-Methods': METHODS,
        'Access-Control-Allow-Headers': HEADERS,
        'Access-Control-Max-Age': MAX_AGE,
        'Content-Length': 0,
      });
      response.end();
      return true;
    },
  };
}
