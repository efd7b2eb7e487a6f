import {
  type AppRouter,
  admit,
  apiErrorOf,
  appRouter,
  type Context,
  checkRequest,
  type Reply,
} from '@ai-sessions/api';
import { ApiError, type Operation, refuseUnknownMembers, verbsOf } from '@ai-sessions/contract';
import { type Codec, codecs, type FormField } from '@ai-sessions/formats';
import { callTRPCProcedure } from '@trpc/server';
import { batchAnswer, emptyAnswer, errorAnswer, streamAnswer, subjectOf, valueAnswer } from './answer.ts';
import { BATCH_HEADER, BatchFailure, carryOutBatch, rowGatherer } from './batch.ts';
import {
  type Bound,
  bindPairs,
  bindPath,
  mergeOnOperation,
  mergeOnRoute,
  refuseContradictions,
} from './binding.ts';
import { readBatch, readBody } from './body.ts';
import { destinationOf, redirectTo } from './destination.ts';
import { withEntityTag } from './entity-tag.ts';
import type { AnswerSubject, RestAnswer, RestRequest } from './message.ts';
import { type AnswerFormat, answerFormat, formatParameter, splitSuffix } from './negotiation.ts';
import { type OperationRoute, operationRoutes } from './operation-routes.ts';
import { type Endpoint, type RouteMatch, routeTable } from './routes.ts';
import { parseTarget, type Target } from './target.ts';

/** Something worth a line in the log; `error` is set when the failure was nobody's intention. */
export interface RestEvents {
  /** An operation is about to be called with this request; a batch with a list of them. */
  readonly onCall?: (operation: string, request: unknown, requestId: string) => void;
  readonly onUnknownField: (operation: string, name: string, requestId: string) => void;
  readonly onError: (error: ApiError, requestId: string) => void;
}

/** The REST adapter: it has no rules of its own, every request becomes a call of a procedure. */
export interface RestHandler {
  /** Whether a path belongs to the adapter. */
  owns(path: string): boolean;
  handle(request: RestRequest, context: Context): Promise<RestAnswer>;
}

const OVERRIDABLE = ['PUT', 'PATCH', 'DELETE'];

/** The endpoints of a router: its procedures with the operations they were built from. */
export function endpointsOf(router: AppRouter): readonly Endpoint[] {
  return Object.entries(router._def.procedures).flatMap(([name, group]) => proceduresOf(name, group));
}

function proceduresOf(path: string, value: unknown): readonly Endpoint[] {
  const operation = operationOf(value);
  // A subscription carries the operation that it follows, and is no way to call it.
  if (operation) return operation.procedure === path ? [{ procedure: path, operation }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => proceduresOf(`${path}.${name}`, inner));
}

function operationOf(value: unknown): Endpoint['operation'] | undefined {
  const meta =
    typeof value === 'function' && '_def' in value
      ? (value as { _def: { meta?: unknown } })._def.meta
      : undefined;
  return typeof meta === 'object' && meta !== null && 'operation' in meta
    ? (meta.operation as Endpoint['operation'])
    : undefined;
}

/** Makes the adapter of the application's router. */
export function createRestHandler(events: RestEvents): RestHandler {
  const endpoints = endpointsOf(appRouter);
  const routes = routeTable(endpoints);
  const readyMade = operationRoutes(endpoints);

  function owns(rawPath: string): boolean {
    const { path } = splitSuffix(rawPath);
    return routes.has(path) || routes.has(rawPath) || readyMade.owns(rawPath);
  }

  async function handle(request: RestRequest, context: Context): Promise<RestAnswer> {
    let format: AnswerFormat = 'json';
    let subject = subjectOf(request.target);
    try {
      const target = parseTarget(request.target);
      const special = readyMade.find(target.path);
      const { path, suffix } = splitSuffix(target.path);
      format = special
        ? (formatParameter(target.query) ?? special.format)
        : answerFormat({
            suffix,
            query: target.query,
            accept: request.header('accept'),
            contentType: request.header('content-type'),
          });
      const verb = await effectiveVerb(request, context);
      if (verb === 'OPTIONS') return optionsAnswer(special?.verbs ?? routes.verbs(path));
      subject = subjectOf(request.target, target, request.header);
      const match = special ? special.match(verb) : routes.match(verb, path);
      if (!match)
        throw new ApiError('NotFound', {
          message: 'There is no such path. See the reference for all routes.',
        });
      subject = { ...subject, title: match.endpoint.operation.name };
      const served = await serve(request, { ...context, verb }, target, match, special, format, subject);
      const answer = withReply(served, context.reply, format);
      return request.method === 'HEAD' ? { ...answer, head: true } : answer;
    } catch (error) {
      const batch = error instanceof BatchFailure ? error : undefined;
      const failure = batch?.failure ?? apiErrorOf(error);
      events.onError(failure, context.requestId);
      const signIn = signInRedirect(failure, format, request);
      const answer = withCompleted(
        signIn ?? errorAnswer(format, failure, subject, request.header),
        batch?.completed,
      );
      return request.method === 'HEAD' ? { ...answer, head: true } : answer;
    }
  }

  async function serve(
    request: RestRequest,
    context: Context,
    target: Target,
    match: RouteMatch,
    special: OperationRoute | undefined,
    format: AnswerFormat,
    subject: AnswerSubject,
  ): Promise<RestAnswer> {
    const { operation, procedure } = match.endpoint;
    await context.within(() => admit(operation, context));
    // A batch, or what wants no answer, is carried out as if each request had come by itself.
    const sent = context.verb === 'HEAD' ? 'GET' : context.verb;
    const verb = verbsOf(operation).find((own) => own === sent) ?? operation.verb;
    const call = (input: Bound, itemContext: Context): Promise<unknown> =>
      callTRPCProcedure({
        router: appRouter,
        path: procedure,
        getRawInput: async () => input,
        ctx: { ...itemContext, verb },
        type: operation.verb === 'GET' ? 'query' : 'mutation',
        signal: undefined,
        batchIndex: 0,
      });
    if (special?.batch)
      return serveBatch(request, context, target, operation, special, format, subject, call);
    const { input, fields } = await inputOf(
      request,
      context,
      target,
      match,
      special && codecs[special.bodyFormat],
    );
    if (operation.redirects) context.reply.goTo = destinationOf(target.query, fields);
    events.onCall?.(operation.name, input, context.requestId);
    const result = await call(input, context);
    if (operation.streams && operation.response) {
      return streamAnswer(format, rowsOf(result), operation.response.type, subject);
    }
    if (special?.oneway || !operation.response || result === undefined || result === null)
      return emptyAnswer();
    const answer = valueAnswer(format, result, operation.response.type, subject);
    return withEntityTag(answer, {
      format,
      given: context.reply.etag,
      reads: operation.verb === 'GET',
      ifNoneMatch: request.header('if-none-match'),
    });
  }

  async function serveBatch(
    request: RestRequest,
    context: Context,
    target: Target,
    operation: Operation,
    special: OperationRoute,
    format: AnswerFormat,
    subject: AnswerSubject,
    call: (input: Bound, context: Context) => Promise<unknown>,
  ): Promise<RestAnswer> {
    refuseBatchQuery(operation, target);
    const items = await readBatch(request, operation, codecs[special.bodyFormat]);
    events.onCall?.(`${operation.name}[]`, items, context.requestId);
    const { idempotencyKey } = context;
    const check = (item: Bound) => checkRequest(operation, item, context.services);
    const gather = operation.streams ? rowGatherer() : undefined;
    const results = await carryOutBatch(items, check, async (item, index) => {
      // Each request of the batch gets a key of its own, so that the batch as a whole can be sent again.
      const key = idempotencyKey && `${idempotencyKey}#${index}`;
      const result = await call(item, { ...context, idempotencyKey: key });
      return gather ? gather(rowsOf(result)) : result;
    });
    const answer = special.oneway ? emptyAnswer() : batchAnswer(format, results, operation, subject);
    return withCompleted(answer, results.length);
  }

  async function inputOf(
    request: RestRequest,
    context: Context,
    target: Target,
    { endpoint: { operation }, pathValues }: RouteMatch,
    fixedCodec: Codec | undefined,
  ): Promise<{ readonly input: Bound; readonly fields: readonly FormField[] }> {
    const query = bindQuery(operation, target);
    const path = bindPath(operation, pathValues);
    const carriesBody = context.verb !== 'GET' && context.verb !== 'HEAD';
    const body = carriesBody
      ? await readBody(request, operation, fixedCodec, (name) =>
          events.onUnknownField(operation.name, name, context.requestId),
        )
      : { values: {}, isForm: false, fields: [] };
    refuseContradictions(operation, [query, body.values, path]);
    const [weak, strong] = body.isForm ? [query, body.values] : [body.values, query];
    const input = fixedCodec
      ? mergeOnOperation({ body: body.values, query })
      : mergeOnRoute({ body: weak, query: strong, path });
    return { input, fields: body.fields };
  }

  return { owns, handle };
}

/** The fields in the query of a request. */
function bindQuery(operation: Operation, { query }: Target): Bound {
  const unknown: string[] = [];
  const bound = bindPairs(operation, query, (name) => void unknown.push(name));
  refuseUnknownMembers(operation, { names: unknown, alone: false });
  return bound;
}

/** The requests of a batch stand in its body: fields in the query would belong to none of them. */
function refuseBatchQuery(operation: Operation, target: Target): void {
  const [name] = Object.keys(bindQuery(operation, target));
  if (!operation.strict || name === undefined) return;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'UnknownField',
        fieldName: name,
        message: `'${name}' belongs into each request of the batch, not into the address. Nothing was done.`,
      },
    ],
  });
}

/** Adds what a resolver wants to be sent beside the body. */
function withReply(answer: RestAnswer, { cookies, goTo }: Reply, format: AnswerFormat): RestAnswer {
  if (cookies.length === 0) return answer;
  const redirected = format === 'html' && answer.status === 200;
  return {
    ...(redirected ? redirectTo(goTo ?? '/') : answer),
    cookies,
  };
}

/** What a streaming procedure returns. */
function rowsOf(result: unknown): AsyncIterable<unknown> {
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result)
    return result as AsyncIterable<unknown>;
  throw new TypeError('A streaming operation did not stream.');
}

function withCompleted(answer: RestAnswer, completed: number | undefined): RestAnswer {
  return completed === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, [BATCH_HEADER]: String(completed) } };
}

/**
 * `X-HTTP-Method-Override` turns a POST into another change, for clients that can only POST, whichever way
 * they have signed in. What a browser sends with its session cookie does not get it: there it would only help forged
 * requests.
 */
async function effectiveVerb(request: RestRequest, context: Context): Promise<string> {
  const override = request.header('x-http-method-override')?.toUpperCase();
  if (request.method !== 'POST' || !override || !OVERRIDABLE.includes(override)) return request.method;
  const principal = await context.within(() => context.principal());
  const isPage = principal?.method === 'browserSession' && context.origin !== 'notABrowser';
  return isPage ? request.method : override;
}

function optionsAnswer(verbs: readonly string[] | undefined): RestAnswer {
  if (!verbs)
    throw new ApiError('NotFound', { message: 'There is no such path. See the reference for all routes.' });
  return { status: 204, headers: { Allow: verbs.join(', '), Vary: 'Accept' }, body: undefined };
}

/** A person who is not signed in is sent to the sign-in page, and from there back to where they wanted to go. */
function signInRedirect(
  failure: ApiError,
  format: AnswerFormat,
  request: RestRequest,
): RestAnswer | undefined {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (failure.code !== 'Unauthorized' || format !== 'html' || !reads || request.header('authorization'))
    return undefined;
  return redirectTo(`/login?redirect=${encodeURIComponent(request.target)}`);
}
