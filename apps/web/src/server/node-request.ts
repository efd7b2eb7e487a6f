import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderReader } from '@ai-sessions/api';
import { ApiError } from '@ai-sessions/contract';
import type { RestAnswer, RestRequest } from '@ai-sessions/rest';

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

/** Sends an answer. When the body was not read to its end, the rest is thrown away and the connection closed. */
export function send(
  message: IncomingMessage,
  response: ServerResponse,
  answer: RestAnswer,
  requestId: string,
): void {
  if (response.headersSent || response.destroyed) return;
  const unread = !message.complete && hasBody(message);
  const { body } = answer;
  const headers: Record<string, string | number> = { ...answer.headers, 'X-Request-Id': requestId };
  if (unread) headers.Connection = 'close';
  if (body === undefined) {
    if (answer.status !== 204) headers['Content-Length'] = 0;
    response.writeHead(answer.status, headers);
  } else {
    headers['Content-Length'] = Buffer.byteLength(body);
    response.writeHead(answer.status, headers);
    if (!answer.head && !unread) {
      response.end(body);
      return;
    }
    if (!answer.head) response.write(body);
  }
  if (unread) discard(message, response);
  else response.end();
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
