import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from '@ai-sessions/contract';
import { errorAnswer } from '@ai-sessions/rest';
import { type FixedHeaders, fixedHeaders } from './fixed-headers.ts';
import { abortResponse, headersOf, send } from './node-request.ts';
import { createPipelining } from './pipelining.ts';
import { type ClientError, endWithError, requestErrorOf } from './raw-error.ts';
import { HEADERS_LIMIT, readHead, TARGET_LIMIT } from './request-head.ts';
import { ignoreUpgrades } from './upgrade.ts';

const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
const CHECK_INTERVAL_MS = 5_000;
/** How long a client may take to read an answer that is ready, or to read any of one that is streamed. */
const READ_TIMEOUT_MS = 75_000;

/** An HTTP server, and what Node's has no method for. */
interface HttpServer {
  readonly server: Server;
  /** Aborts every response in flight, so that no client takes it for complete. */
  abortResponses(): void;
}

interface ServerOptions {
  /** How long a connection without a request stays open, in seconds. */
  readonly keepAliveSeconds: number;
  /** Whether browsers reach the service over https. */
  readonly secure: boolean;
}

/** How far the client has come with reading an answer. */
interface Progress {
  written: number;
  ended: boolean;
  since: number;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Makes the HTTP server: strict framing, bounded headers, one request of a connection at a time, deadlines for slow
 * clients, errors in our own shape. The handler gives each answer the {@link fixedHeaders}.
 */
export function createHttpServer(handler: Handler, { keepAliveSeconds, secure }: ServerOptions): HttpServer {
  const headers = fixedHeaders(secure);
  const pipelining = createPipelining();
  /** Connections on which something came that cannot be read, or not in time. */
  const broken = new WeakMap<Socket, ApiError>();
  const open = new Map<ServerResponse, Progress>();

  const server = createServer(
    {
      // Node counts the request line and the headers together; both are checked apart afterwards.
      maxHeaderSize: TARGET_LIMIT + HEADERS_LIMIT + 8_192,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      keepAliveTimeout: keepAliveSeconds * 1_000,
      requireHostHeader: false,
      insecureHTTPParser: false,
    },
    (request, response) => accept(request, response, () => readHead(request)),
  );
  // Above a limit Node would leave headers out without a word; they are counted afterwards.
  server.maxHeadersCount = 0;
  server.on('checkExpectation', (request, response) => accept(request, response, expectationFailed));
  server.on('clientError', answerClientError);
  server.on('connect', (_request, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    pipelining.enqueueLast(socket, () => endWithError(socket, connectRefused(), headers));
  });
  ignoreUpgrades(server, pipelining);

  function accept(
    request: IncomingMessage,
    response: ServerResponse,
    check: () => ApiError | undefined,
  ): void {
    const { socket } = request;
    pipelining.enqueue(socket, response, (isTooMany) => {
      const failure = broken.get(socket);
      if (failure && !request.complete) {
        endWithError(socket, failure, headers);
        return;
      }
      watch(response);
      const refusal = isTooMany ? tooManyWaiting() : check();
      if (refusal) refuse(request, response, refusal, headers);
      else handler(request, response);
    });
  }

  /** Answers to what Node's parser refuses or what was not complete in time; to all that came before it, first. */
  function answerClientError(error: ClientError, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    if (broken.has(socket)) return;
    const failure = requestErrorOf(error);
    broken.set(socket, failure);
    const current = Array.from(open.keys()).find((response) => response.socket === socket);
    if (!current || current.req.complete)
      pipelining.enqueueLast(socket, () => endWithError(socket, failure, headers));
    // What was written is still sent.
    else if (current.headersSent) socket.destroySoon();
    else endWithError(socket, failure, headers);
  }

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
  return {
    server,
    abortResponses() {
      for (const response of open.keys()) abortResponse(response);
    },
  };
}

/** Rejects a request, and closes the connection after the answer. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: ApiError,
  fixed: FixedHeaders,
): void {
  const { url: target = '/' } = request;
  response.setHeader('Connection', 'close');
  const subject = { title: 'Error', target, safeCsv: false };
  const answer = errorAnswer('json', error, subject, headersOf(request));
  void send(request, response, answer, { requestId: randomUUID(), fixed });
}

function expectationFailed(): ApiError {
  return new ApiError('SerializationException', {
    message: 'Only the expectation 100-continue is understood.',
  });
}

function connectRefused(): ApiError {
  return new ApiError('MethodNotAllowed', {
    message: 'CONNECT is not supported here',
    allow: ['GET', 'HEAD', 'OPTIONS'],
  });
}

function tooManyWaiting(): ApiError {
  return new ApiError('TooManyRequests', {
    message: 'Too many requests wait on this connection. Send more when answers have come.',
    retryAfter: 1,
  });
}
