import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError, type ErrorCode, responseStatusOf } from '@ai-sessions/contract';
import type { FixedHeaders } from './fixed-headers.ts';

/** An error of Node's parser, or of its deadlines. */
export interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** How long a client has to read the error and to close its side. */
const LINGER_MS = 1_000;

/** Writes an error response to a connection that no parser reads any more, and ends it. */
export function endWithError(socket: Socket, error: ApiError, headers: FixedHeaders): void {
  const body = JSON.stringify({ responseStatus: responseStatusOf(error) });
  const lines = {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(error.allow ? { Allow: error.allow.join(', ') } : {}),
    Connection: 'close',
  };
  socket.on('error', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
      ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n'),
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** The error for a request that Node's parser refuses or that was not complete in time. */
export function requestErrorOf(error: ClientError): ApiError {
  return new ApiError(codeOf(error), { message: messageOf(error.code) });
}

function codeOf(error: ClientError): ErrorCode {
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

function messageOf(code: string | undefined): string | undefined {
  return code?.startsWith('HPE_') && !code.endsWith('OVERFLOW')
    ? 'This is not a well-formed HTTP request.'
    : undefined;
}
