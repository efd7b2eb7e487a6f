import { apiErrorOf, type Reply } from '@ai-sessions/api';
import type { ApiError } from '@ai-sessions/contract';
import { batchAnswer, emptyAnswer, errorAnswer, streamAnswer, valueAnswer } from '../answer.ts';
import { BATCH_HEADER, BatchFailure } from '../batch.ts';
import { redirectTo } from '../destination.ts';
import { withEntityTag } from '../entity-tag.ts';
import { eventStreamAnswer } from '../event-stream.ts';
import type { RestEvents } from '../events.ts';
import type { RestAnswer } from '../message.ts';
import type { AnswerFormat } from '../negotiation.ts';
import { rowsOf } from '../rows.ts';
import { workbookAnswer } from '../workbook-answer.ts';
import type { Exchange, MatchedExchange, Result } from './exchange.ts';
import { routeOf } from './match.ts';

/** Writes what became of the call, with what its resolver wants to be sent beside the body. */
export async function writeResult(exchange: MatchedExchange, result: Result): Promise<RestAnswer> {
  const written =
    result.kind === 'batch' ? writeBatch(exchange, result.values) : writeValue(exchange, result.value);
  return withReply(await written, exchange.context.reply, exchange.format);
}

async function writeValue(exchange: MatchedExchange, value: unknown): Promise<RestAnswer> {
  const { request, context, path, operation, format, subject, follow } = exchange;
  if (follow && operation.response)
    return eventStreamAnswer(rowsOf(value), operation.response.type, context.reply, () => follow.abort());
  if (exchange.asWorkbook && operation.response)
    return workbookAnswer(rowsOf(value), operation.response.type, subject);
  if (operation.streams && operation.response)
    return streamAnswer(format, rowsOf(value), operation.response.type, subject);
  if (path.predefined?.oneway || !operation.response || value === undefined || value === null)
    return emptyAnswer();
  return withEntityTag(valueAnswer(format, value, operation.response.type, subject), {
    value,
    format,
    given: context.reply.etag,
    reads: operation.verb === 'GET',
    ifNoneMatch: request.header('if-none-match'),
  });
}

function writeBatch({ path, operation, format, subject }: MatchedExchange, values: readonly unknown[]) {
  const answer = path.predefined?.oneway ? emptyAnswer() : batchAnswer(format, values, operation, subject);
  return withCompleted(answer, values.length);
}

/** Answers a question for the verbs of a path. */
export function writeOptions(exchange: Exchange): RestAnswer {
  const { verbs } = routeOf(exchange);
  return { status: 204, headers: { Allow: verbs.join(', '), Vary: 'Accept' }, body: undefined };
}

/** Writes what kept an exchange from its end. */
export function writeFailure(
  exchange: Exchange,
  error: unknown,
  { onError }: Pick<RestEvents, 'onError'>,
): RestAnswer {
  const { request, context, format, subject } = exchange;
  const batch = error instanceof BatchFailure ? error : undefined;
  const failure = batch?.failure ?? apiErrorOf(error);
  exchange.failure = failure;
  onError(failure, context.requestId);
  const answer = signInRedirect(exchange, failure) ?? errorAnswer(format, failure, subject, request.header);
  return withCompleted(answer, batch?.completed);
}

/** A person who is not signed in is sent to the sign-in page, and from there back to where they wanted to go. */
function signInRedirect({ request, format }: Exchange, failure: ApiError): RestAnswer | undefined {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (failure.code !== 'Unauthorized' || format !== 'html' || !reads || request.header('authorization'))
    return undefined;
  return redirectTo(`/login?redirect=${encodeURIComponent(request.target)}`);
}

function withReply(answer: RestAnswer, { cookies, goTo }: Reply, format: AnswerFormat): RestAnswer {
  if (cookies.length === 0) return answer;
  const redirected = format === 'html' && answer.status === 200;
  return {
    ...(redirected ? redirectTo(goTo ?? '/') : answer),
    cookies,
  };
}

function withCompleted(answer: RestAnswer, completed: number | undefined): RestAnswer {
  return completed === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, [BATCH_HEADER]: String(completed) } };
}
