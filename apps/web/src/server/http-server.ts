import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError, type ErrorCode, responseStatusOf } from '@ai-sessions/contract';

/** Largest request line and largest headers, in bytes. */
const URL_LIMIT = 16_384;
const HEADERS_LIMIT = 16_384;
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
const CHECK_INTERVAL_MS = 5_000;
/** Longer than the idle time of usual load balancers, so that they close first. */
const KEEP_ALIVE_MS = 65_000;
/** How long a client may take to read an answer that is ready, or to read any of one that is streamed. */
const READ_TIMEOUT_MS = 75_000;

/** How far the client has come with reading an answer. */
interface Progress {
  written: number;
  ended: boolean;
  since: number;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Makes the HTTP server: strict framing, bounded headers, deadlines for slow clients, errors in our own shape. */
export function createHttpServer(handler: Handler): Server {
  const server = createServer(
    {
      // Node counts the request line and the headers together; both are checked apart below.
      maxHeaderSize: URL_LIMIT + HEADERS_LIMIT + 8_192,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      requireHostHeader: false,
      insecureHTTPParser: false,
    },
    (request, response) => {
      watch(response);
      const refusal = refusalOf(request);
      if (refusal) refuse(request, response, refusal);
      else handler(request, response);
    },
  );
  server.maxHeadersCount = 200;
  server.on('clientError', answerClientError);
  server.on('checkExpectation', (request, response) => refuse(request, response, expectationFailed()));
  server.on('upgrade', (_request, socket: Socket) =>
    endWith(
      socket,
      new ApiError('SerializationException', { message: 'Protocol upgrades are not offered here.' }),
    ),
  );
  server.on('connect', (_request, socket: Socket) =>
    endWith(
      socket,
      new ApiError('MethodNotAllowed', {
        message: 'CONNECT is not supported here',
        allow: ['GET', 'HEAD', 'OPTIONS'],
      }),
    ),
  );

  const open = new Map<ServerResponse, Progress>();
  function watch(response: ServerResponse): void {
    open.set(response, { written: 0, ended: false, since: performance.now() });
    response.once('close', () => open.delete(response));
  }
  const sweep = setInterval(() => {
    const now = performance.now();
    for (const [response, progress] of open) {
      const written = response.socket?.bytesWritten ?? 0;
      const moved = !response.headersSent || (!response.writableEnded && written !== progress.written);
      const justEnded = response.writableEnded && !progress.ended;
      if (moved || justEnded) {
        Object.assign(progress, { written, ended: response.writableEnded, since: now });
      } else if (now - progress.since > READ_TIMEOUT_MS) {
        // A reset, because after an orderly end the system would go on delivering what it holds.
        response.socket?.resetAndDestroy();
      }
    }
  }, CHECK_INTERVAL_MS);
  sweep.unref();
  server.on('close', () => clearInterval(sweep));
  return server;
}

/** What is wrong with the head of a request, if anything. */
function refusalOf(request: IncomingMessage): ApiError | undefined {
  const { url = '', rawHeaders } = request;
  if (url.length > URL_LIMIT) return new ApiError('UriTooLong');
  let size = 0;
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    size += name.length + (rawHeaders[index + 1]?.length ?? 0) + 4;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (size > HEADERS_LIMIT) return new ApiError('HeadersTooLarge');
  if (hosts !== 1 && (hosts > 1 || request.httpVersion === '1.1')) {
    return new ApiError('SerializationException', { message: 'Send exactly one Host header.' });
  }
  if (!url.startsWith('/') && url !== '*') {
    return new ApiError('SerializationException', { message: 'The request target must be a path.' });
  }
  return undefined;
}

function expectationFailed(): ApiError {
  return new ApiError('SerializationException', {
    message: 'Only the expectation 100-continue is understood.',
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, error: ApiError): void {
  const body = JSON.stringify({ responseStatus: responseStatusOf(error) });
  response.writeHead(error.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Requests that Node's parser refuses or that were not complete in time. */
function answerClientError(error: Error & { code?: string; rawPacket?: Buffer }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  endWith(socket, new ApiError(codeOfClientError(error), { message: messageOfClientError(error.code) }));
}

function codeOfClientError(error: { code?: string; rawPacket?: Buffer }): ErrorCode {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return isRequestLine(error.rawPacket) ? 'UriTooLong' : 'HeadersTooLarge';
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 'RequestTooLarge';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'RequestTimeout';
    default:
      return 'SerializationException';
  }
}

/** Whether all of a packet is the beginning of a request line. Only the first packet of a request can tell. */
function isRequestLine(packet: Buffer | undefined): boolean {
  return (
    packet !== undefined && packet.indexOf('\n') < 0 && /^[A-Z]+ /.test(packet.toString('latin1', 0, 20))
  );
}

function messageOfClientError(code: string | undefined): string | undefined {
  return code?.startsWith('HPE_') && !code.endsWith('OVERFLOW')
    ? 'This is not a well-formed HTTP request.'
    : undefined;
}

function endWith(socket: Socket, error: ApiError): void {
  const body = JSON.stringify({ responseStatus: responseStatusOf(error) });
  socket.end(
    [
      `HTTP/1.1 ${error.status} ${REASONS[error.status] ?? 'Error'}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(error.allow ? [`Allow: ${error.allow.join(', ')}`] : []),
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  setTimeout(() => socket.destroy(), 1_000).unref();
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  414: 'URI Too Long',
  431: 'Request Header Fields Too Large',
};
