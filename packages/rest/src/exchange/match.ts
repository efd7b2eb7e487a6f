import { ApiError } from '@ai-sessions/contract';
import { XLSX } from '@ai-sessions/formats';
import { subjectOf } from '../answer.ts';
import { wantsEventStream } from '../event-stream.ts';
import { answerFormat, formatParameter, namesType, prefersType } from '../negotiation.ts';
import { parseTarget, type Target } from '../target.ts';
import type { Exchange, MatchedExchange } from './exchange.ts';

/**
 * Takes the target of a request apart, and settles the format of its answer.
 *
 * @throws ApiError `SerializationException` for a query that cannot be read.
 */
export function negotiate(exchange: Exchange): Target {
  const { request, path } = exchange;
  const target = parseTarget(request.target);
  exchange.format = path.predefined
    ? (formatParameter(target.query) ?? path.predefined.format)
    : answerFormat({
        suffix: path.suffix,
        query: target.query,
        accept: request.header('accept'),
        contentType: request.header('content-type'),
      });
  return target;
}

/**
 * Finds the operation, and settles what the answer is about.
 *
 * @throws ApiError `NotFound` or `MethodNotAllowed`
 */
export function match(exchange: Exchange, target: Target, verb: string): MatchedExchange {
  exchange.subject = subjectOf(exchange.request.target, target, exchange.request.header);
  const found = routeOf(exchange).match(verb);
  const { operation } = found.endpoint;
  exchange.subject = { ...exchange.subject, title: operation.name };
  exchange.operation = operation;
  const follow = operation.follows && isFollowed(exchange, target) ? new AbortController() : undefined;
  const asWorkbook = operation.streams && wantsWorkbook(exchange, target);
  return { ...exchange, target, match: found, operation, verb, asWorkbook, follow };
}

function isFollowed({ request, path }: Exchange, { query }: Target): boolean {
  const named = path.predefined ?? path.suffix ?? formatParameter(query);
  return wantsEventStream({ namesFormat: named !== undefined, accept: request.header('accept') });
}

/**
 * Whether a workbook is asked for, as any other format is. It is none of them: only rows are written as one, nothing is
 * read from one, and failures are told in another format.
 */
function wantsWorkbook({ request, path }: Exchange, { query }: Target): boolean {
  if (path.asWorkbook) return true;
  if (path.suffix ?? path.predefined?.batch) return false;
  const named = query.find(({ name }) => name.toLowerCase() === 'format')?.value;
  if (named !== undefined) return named.toLowerCase() === 'xlsx';
  const accept = request.header('accept');
  return accept !== undefined && namesType(XLSX, accept) && prefersType(XLSX, accept);
}

/** The route of an exchange, predefined or documented. */
export function routeOf({ path }: Exchange) {
  const route = path.predefined ?? path.route;
  if (!route)
    throw new ApiError('NotFound', { message: 'There is no such path. See the reference for all routes.' });
  return route;
}
