import { ApiError, lossOf } from '@ai-sessions/contract';
import type { McpAnswer, McpRequest } from './message.ts';
import { codes, protocolError, type RequestId } from './protocol-error.ts';

/** What the body of a request holds: a message, or why it is none. */
export type ReadMessage = { readonly message: object } | { readonly refusal: McpAnswer };

/**
 * Reads a message of JSON-RPC. What is read has to be what it says: numbers that a double cannot hold, names given twice
 * and the like are refused, because the arguments of a call are stored as they were sent.
 *
 * @param limit Most bytes of a body.
 * @throws ApiError `RequestTooLarge`, `UnsupportedMediaType`
 */
export async function readMessage(request: McpRequest, limit: number): Promise<ReadMessage> {
  const encoding = request.header('content-encoding')?.trim().toLowerCase();
  if (encoding && encoding !== 'identity') {
    throw new ApiError('UnsupportedMediaType', {
      message: 'Bodies are read uncompressed here: leave Content-Encoding out.',
    });
  }
  const text = decoded(await request.body(limit));
  const value = text === undefined ? undefined : parsed(text);
  if (text === undefined || value === undefined) {
    return refused(codes.parseError, 'The body is not JSON in UTF-8.');
  }
  if (Array.isArray(value.json)) {
    return refused(codes.invalidRequest, 'Batches are not taken here. Send each message by itself.');
  }
  if (typeof value.json !== 'object' || value.json === null) {
    return refused(codes.invalidRequest, 'The body must be a message of JSON-RPC: a JSON object.');
  }
  const loss = lossOf(text);
  return loss === undefined
    ? { message: value.json }
    : refused(codes.invalidParams, `The message ${loss}`, idOf(value.json));
}

function refused(
  code: Parameters<typeof protocolError>[1],
  message: string,
  id?: RequestId,
): { readonly refusal: McpAnswer } {
  return { refusal: protocolError(400, code, message, id) };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The id of a message, as far as it can be told. */
export function idOf(message: object): RequestId {
  const id: unknown = Reflect.get(message, 'id');
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
