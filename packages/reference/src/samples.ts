import {
  type AnswerType,
  answerTypeOf,
  type Operation,
  placeOf,
  sampleAnswer,
  sampleRequest,
} from '@ai-sessions/contract';
import { codecs, type FormatName, type WireType } from '@ai-sessions/formats';

/** A request and its answer as they go over the wire. */
export interface Samples {
  readonly request: string;
  /** The body of the request alone; absent when it has none. */
  readonly requestBody: string | undefined;
  readonly response: string;
  /** The body of the answer alone; absent when it has none. */
  readonly responseBody: string | undefined;
}

/** Samples of an operation in a format: the examples of the contract, written by the codec of the service. */
export function samplesOf(operation: Operation, format: FormatName, host: string): Samples {
  const codec = codecs[format];
  const { request } = operation;
  const requestBody = sendsBody(operation)
    ? codec.encode(sampleRequest(operation), {
        kind: 'object',
        type: { ...request.type, dataContract: false },
      })
    : undefined;
  const type = answerTypeOf(operation);
  const answer = type && responseValue(operation, type);
  const responseBody = answer && codec.encode(answer.value, answer.type);
  const mediaType = codec.mediaTypes.answer.replace(/;.*/, '');
  return {
    request: [
      `${operation.verb} ${operation.route} HTTP/1.1`,
      `Host: ${host}`,
      ...(operation.access.kind === 'public' ? [] : ['Authorization: Bearer <your API key>']),
      `Accept: ${mediaType}`,
      ...withBody(requestBody, mediaType),
    ].join('\n'),
    requestBody,
    response:
      responseBody === undefined
        ? 'HTTP/1.1 204 No Content'
        : ['HTTP/1.1 200 OK', ...withBody(responseBody, codec.mediaTypes.answer)].join('\n'),
    responseBody,
  };
}

function sendsBody(operation: Operation): boolean {
  return Object.keys(operation.request.fields).some((name) => placeOf(operation, name) === 'body');
}

function responseValue(
  operation: Operation,
  type: AnswerType,
): { readonly value: unknown; readonly type: WireType } {
  const value = sampleAnswer(operation);
  return { value: type.kind === 'list' ? [value] : value, type };
}

function withBody(body: string | undefined, mediaType: string): readonly string[] {
  if (body === undefined) return [];
  return [`Content-Type: ${mediaType}`, `Content-Length: ${new TextEncoder().encode(body).length}`, '', body];
}
