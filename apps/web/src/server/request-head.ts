import type { IncomingMessage } from 'node:http';
import { ApiError } from '@ai-sessions/contract';

/** Longest request target and largest headers, in bytes. */
export const TARGET_LIMIT = 16_384;
export const HEADERS_LIMIT = 16_384;
/** Most header lines. */
const LINES_LIMIT = 200;

/** Host and port as they may stand in `Host` and in a target in absolute form; nobody's name and password. */
const AUTHORITY = /^(?:\[[\da-f:.]+\]|[\w.~%!$&'()*+;=-]*)(?::\d*)?$/i;
const ABSOLUTE_TARGET = /^https?:\/\/([^/?#]+)([^#]*)$/i;

/**
 * Reads the head of a request as RFC 9112 asks an origin server to: a target in absolute form becomes a path, and its
 * host counts instead of the header.
 *
 * @returns What is wrong with it, if anything. After that, nobody can tell where the next request would begin.
 */
export function readHead(request: IncomingMessage): ApiError | undefined {
  return (
    versionProblem(request) ??
    sizeProblem(request) ??
    framingProblem(request) ??
    hostProblem(request) ??
    targetProblem(request)
  );
}

/** Node lets versions through that have another framing, or none. */
function versionProblem({ httpVersion }: IncomingMessage): ApiError | undefined {
  if (httpVersion === '1.1' || httpVersion === '1.0') return undefined;
  return new ApiError('SerializationException', { message: 'Only HTTP/1.1 and HTTP/1.0 are spoken here.' });
}

function sizeProblem({ url = '', rawHeaders }: IncomingMessage): ApiError | undefined {
  if (url.length > TARGET_LIMIT) return new ApiError('UriTooLong');
  if (rawHeaders.length > 2 * LINES_LIMIT) {
    return new ApiError('HeadersTooLarge', {
      message: `There are more than ${LINES_LIMIT} header lines. Send fewer.`,
    });
  }
  let size = 0;
  for (const text of rawHeaders) size += text.length + 2;
  return size > HEADERS_LIMIT ? new ApiError('HeadersTooLarge') : undefined;
}

/**
 * Node reads the body by the last transfer coding and ignores those before it; a proxy may see another end of the body
 * then. Before HTTP/1.1 there were no codings at all (RFC 9112, 6.1).
 */
function framingProblem(request: IncomingMessage): ApiError | undefined {
  // All lines together, as they were sent.
  const coding = request.headers['transfer-encoding'];
  if (coding === undefined) return undefined;
  if (request.httpVersion === '1.1' && coding.toLowerCase() === 'chunked') return undefined;
  return new ApiError('SerializationException', {
    message:
      'Of transfer codings, only chunked alone is understood, and from HTTP/1.1 on. Compress with Content-Encoding.',
  });
}

function hostProblem(request: IncomingMessage): ApiError | undefined {
  const hosts = linesOf(request, 'host');
  if (hosts.length > 1 || (hosts.length === 0 && request.httpVersion === '1.1')) {
    return new ApiError('SerializationException', { message: 'Send exactly one Host header.' });
  }
  return AUTHORITY.test(hosts[0] ?? '')
    ? undefined
    : new ApiError('SerializationException', {
        message: 'The Host header is no host with a port or without.',
      });
}

function targetProblem(request: IncomingMessage): ApiError | undefined {
  const { url = '', method } = request;
  if (url.startsWith('/') || (url === '*' && method === 'OPTIONS')) return undefined;
  const [, authority, rest = ''] = ABSOLUTE_TARGET.exec(url) ?? [];
  if (authority === undefined || !AUTHORITY.test(authority) || authority.startsWith(':')) {
    return new ApiError('SerializationException', {
      message: 'The request target must be a path, or an address that begins with http:// or https://.',
    });
  }
  request.headers.host = authority;
  if (rest === '') request.url = method === 'OPTIONS' ? '*' : '/';
  else request.url = rest.startsWith('/') ? rest : `/${rest}`;
  return undefined;
}

/** The values of a header, line by line; Node joins or drops some of several. */
function linesOf({ rawHeaders }: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const candidate = rawHeaders[index] ?? '';
    if (candidate.length === name.length && candidate.toLowerCase() === name)
      values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}
