/** A call to make. */
export interface OutboundRequest {
  /** GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. */
  readonly method: string;
  /** The whole address, placeholders filled. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as UTF-8. */
  readonly body?: string | undefined;
  /** Milliseconds until the call is given up, if less than the limit of the policy. */
  readonly timeoutMs?: number | undefined;
  /** Code points of the answer that are kept, if not as many as the policy says. */
  readonly excerptChars?: number | undefined;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Headers of routing and framing, which callers may not set. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\x20-\x7e\xa0-\xff]*$/;

/** Why a request cannot be sent, whatever its address; undefined if it can. No value of a header is in it. */
export function problemOfRequest({ method, headers }: OutboundRequest): string | undefined {
  if (!METHODS.has(method)) return 'the method is not one that may be called';
  for (const [name, value] of Object.entries(headers)) {
    if (!TOKEN.test(name)) return 'the name of a header has characters that it may not have';
    if (RESERVED_HEADERS.has(name.toLowerCase())) return `the header ${name} may not be set`;
    if (!VALUE.test(value)) return `the header ${name} has characters that it may not have`;
  }
  return undefined;
}
