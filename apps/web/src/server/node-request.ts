import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HeaderReader } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';
import type { Pieces, RestAnswer, RestRequest } from '@ai-sessions/rest';
import { acceptedEncoding, compressed, compressor, type Encoding } from './compression.ts';
import type { FixedHeaders } from './fixed-headers.ts';
import { PreparedBody } from './prepared-body.ts';

/** An answer of REST, or one like it whose body is kept ready. */
export type SentAnswer = Omit<RestAnswer, 'body'> & { readonly body: RestAnswer['body'] | PreparedBody };

/** What every answer to a request has in its head. */
export interface AnswerMarks {
  readonly requestId: string;
  readonly fixed: FixedHeaders;
}

/** How much of a refused body is still read, so that the client gets to read the answer. */
const DISCARD_LIMIT = 64 * 1_048_576;
const DISCARD_MS = 10_000;

/** Reads headers of a Node request. */
export function headersOf(message: IncomingMessage): HeaderReader {
  return (name) => {
    const value = message.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
}

/** A Node request as the REST adapter takes it. */
export function restRequestOf(message: IncomingMessage): RestRequest {
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    header: headersOf(message),
    body: (limit) => readBody(message, limit),
  };
}

async function readBody(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  if (Number(message.headers['content-length'] ?? 0) > limit) throw new ApiError('RequestTooLarge');
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        chunks.length = 0;
        reject(new ApiError('RequestTooLarge'));
      } else {
        chunks.push(chunk);
      }
    });
    message.on('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)),
    );
    const cutOff = () => reject(new ApiError('SerializationException', { message: 'The body was cut off.' }));
    message.on('error', cutOff);
    message.on('close', () => {
      if (!message.complete) cutOff();
    });
  });
}

/**
 * Sends an answer, compressed when it is long and the client takes it. When the request was not read to its end, the
 * rest is thrown away and the connection closed.
 */
export async function send(
  message: IncomingMessage,
  response: ServerResponse,
  answer: SentAnswer,
  marks: AnswerMarks,
): Promise<void> {
  const { body } = answer;
  if (response.headersSent || response.destroyed) {
    if (isStream(body)) await body.return?.();
    return;
  }
  const unread = !message.complete && hasBody(message);
  const headers = headersOfAnswer(response, answer, marks);
  if (unread) headers.Connection = 'close';
  const isAsItIs = body === undefined || /\bno-transform\b/.test(String(headers['Cache-Control'] ?? ''));
  const encoding = isAsItIs ? undefined : acceptedEncoding(message);
  if (isStream(body)) {
    if (encoding) markEncoding(headers, encoding);
    response.writeHead(answer.status, headers);
    if (!answer.head) return streamBody(response, body, encoding);
    await body.return?.();
    response.end();
    return;
  }
  const packed = body !== undefined && encoding ? await compressedBody(body, encoding) : undefined;
  if (packed && encoding) markEncoding(headers, encoding);
  const bytes = packed ?? (body instanceof PreparedBody ? body.bytes : body);
  if (bytes !== undefined) headers['Content-Length'] = Buffer.byteLength(bytes);
  // Of a 304 it would be the length of what the client has.
  else if (answer.status !== 204 && answer.status !== 304) headers['Content-Length'] = 0;
  response.writeHead(answer.status, headers);
  if (bytes !== undefined && !answer.head) {
    if (!unread) {
      response.end(bytes);
      return;
    }
    response.write(bytes);
  }
  if (unread) discard(message, response);
  else response.end();
}

function isStream(body: SentAnswer['body']): body is Pieces {
  return typeof body === 'object' && !(body instanceof PreparedBody);
}

function compressedBody(body: string | PreparedBody, encoding: Encoding): Promise<Buffer | undefined> {
  return body instanceof PreparedBody ? body.compressed(encoding) : compressed(body, encoding);
}

/**
 * All of the head at once: a response on which headers are set one by one before it checks and copies each of them again.
 */
function headersOfAnswer(
  response: ServerResponse,
  { headers, cookies, challenges }: SentAnswer,
  { requestId, fixed }: AnswerMarks,
): AnswerHeaders {
  const all: AnswerHeaders = { ...headers, ...fixed, 'X-Request-Id': requestId };
  const vary = response.getHeader('Vary');
  if (vary !== undefined) all.Vary = headers.Vary === undefined ? String(vary) : `${headers.Vary}, ${vary}`;
  if (cookies) all['Set-Cookie'] = [...cookies];
  if (challenges) all['WWW-Authenticate'] = [...challenges];
  return all;
}

type AnswerHeaders = Record<string, string | number | string[]>;

/**
 * Most answers are not stored anywhere, so those that were not compressed need not say that they might have been. Those
 * that are stored say so themselves.
 */
function markEncoding(headers: AnswerHeaders, encoding: Encoding): void {
  headers['Content-Encoding'] = encoding;
  const vary = headers.Vary === undefined ? '' : String(headers.Vary);
  if (/\bAccept-Encoding\b/.test(vary)) return;
  headers.Vary = vary === '' ? 'Accept-Encoding' : `${vary}, Accept-Encoding`;
}

/** More than listen for any event of a response. */
const LISTENERS = 30;

/**
 * Sends a body piece by piece, as fast as the client reads. When a piece fails, the answer is broken off, so that the
 * client does not take a part for the whole.
 */
async function streamBody(
  response: ServerResponse,
  body: Pieces,
  encoding: Encoding | undefined,
): Promise<void> {
  const pieces = Readable.from(body);
  // With all who listen for its end, a pipeline alone five times, there are more than Node takes for a leak.
  response.setMaxListeners(LISTENERS);
  pieces.once('error', () => abortResponse(response));
  await (encoding ? pipeline(pieces, compressor(encoding), response) : pipeline(pieces, response));
}

/**
 * Aborts a response: ends its connection before its end. Before HTTP/1.1, which proxies still speak, a body ends where an
 * orderly connection does, so that only a reset tells that there would have been more.
 */
export function abortResponse(response: ServerResponse): void {
  if (response.req.httpVersion === '1.0') response.socket?.resetAndDestroy();
  response.destroy();
}

function hasBody(message: IncomingMessage): boolean {
  return (
    message.headers['transfer-encoding'] !== undefined || Number(message.headers['content-length'] ?? 0) > 0
  );
}

/** Closing a connection with unread data resets it, and the client may lose the answer. */
function discard(message: IncomingMessage, response: ServerResponse): void {
  let discarded = 0;
  const done = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(done, DISCARD_MS);
  message.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > DISCARD_LIMIT) message.destroy();
  });
  message.on('end', done);
  message.on('close', done);
  message.resume();
}
