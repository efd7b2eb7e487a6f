import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  admitSubscriber,
  apiErrorOf,
  appRouter,
  type Context,
  createContext,
  type RequestFacts,
} from '@ai-sessions/api';
import { challengesFor } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';
import type { KnownAddresses, McpEndpoint } from '@ai-sessions/mcp';
import { errorAnswer, type ResolvedPath, type RestAnswer, type RestHandler } from '@ai-sessions/rest';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { loginPath } from '../features/sign-in/login-path.ts';
import { createAgentDoor } from './agent-door.ts';
import type { ClientAddresses } from './client-address.ts';
import type { AgentsByOAuth } from './composition/agents.ts';
import type { Telemetry } from './composition/telemetry.ts';
import { crossOrigin } from './cross-origin.ts';
import { isDocumentAddress } from './document-address.ts';
import { logFailure } from './failure-log.ts';
import { fixedHeaders } from './fixed-headers.ts';
import type { Logger } from './log.ts';
import { METRICS_PATH, metricsAnswer } from './metrics-answer.ts';
import { abortResponse, headersOf, restRequestOf, type SentAnswer, send } from './node-request.ts';
import { onFirstUse } from './on-first-use.ts';
import { guardAsset, guardPage, guardProbe, guardSignIn } from './page-guard.ts';
import { protectPage } from './page-security.ts';
import { PAGE_TARGET_HEADER } from './page-target.ts';
import type { PageHandler } from './pages.ts';
import { preparedAnswer } from './prepared-answer.ts';
import type { RequestNotes, RequestRecorder } from './request-recorder.ts';
import { requestWatch } from './request-watch.ts';
import type { Service } from './service.ts';
import { trpcOptions, unknownParametersOf } from './trpc-options.ts';

interface DispatcherOptions {
  readonly service: Service;
  readonly rest: RestHandler;
  readonly mcp: McpEndpoint;
  /** How agents come in by OAuth; absent when none do. */
  readonly agents: AgentsByOAuth | undefined;
  /** Under which names and from which pages agents come. */
  readonly known: KnownAddresses;
  readonly pages: PageHandler;
  readonly addresses: ClientAddresses;
  readonly log: Logger;
  readonly telemetry: Telemetry;
  /** Writes requests down; absent where nobody wants that. */
  readonly recorder: RequestRecorder | undefined;
  readonly secure: boolean;
  /** Address under which callers reach the service; known once it listens. */
  readonly baseUrl: () => string;
  /** Whether strangers may read what describes the API. */
  readonly docsPublic: boolean;
  /** Origins whose pages may call the API. */
  readonly corsOrigins: readonly string[];
}

/** Where a request is routed. */
type Destination =
  | {
      readonly kind:
        | 'server'
        | 'health'
        | 'readiness'
        | 'metrics'
        | 'document'
        | 'trpc'
        | 'mcp'
        | 'oauth'
        | 'signIn'
        | 'asset'
        | 'page';
    }
  | { readonly kind: 'rest'; readonly path: ResolvedPath };

/** Destinations that pages of other origins may call (CORS). */
const CORS_DESTINATIONS: ReadonlySet<Destination['kind']> = new Set([
  'rest',
  'trpc',
  'mcp',
  'oauth',
  'document',
]);

/** Where agents connect. */
const MCP_PATH = '/mcp';

/** Pages that exist whatever the `Accept` header says. */
const PAGE_PATHS =
  /^\/(?:$|admin(?:\/|$)|login(?:\/(?:forgot|recover))?\/?$|oauth\/consent\/[\w-]+$|favicon\.ico$|icon(?:\.\w+)?$)/;

/** Routes every request. API paths never pass through Next, which would cost most of their speed. */
export function createDispatcher(options: DispatcherOptions) {
  const { service, rest, mcp, addresses, log, secure, recorder } = options;
  const agents = options.agents && createAgentDoor(options.agents, options.known, addresses);
  const origins = crossOrigin(options.corsOrigins);
  const fixed = fixedHeaders(secure);
  const { metrics, metricsToken } = options.telemetry;
  const watch = requestWatch(options.telemetry);
  // Loaded by the first request for one: what makes them takes a good part of the memory, and programs ask for none.
  const documents = onFirstUse(async () => {
    const { publishedDocuments } = await import('./published-documents.ts');
    return publishedDocuments(options.baseUrl);
  });

  /** Lets Next answer. */
  function pages(request: IncomingMessage, response: ServerResponse): Promise<void> {
    addresses.forwardToNext(request);
    return options.pages(request, response);
  }

  function contextOf(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    facts: Pick<RequestFacts, 'transport' | 'unknownParameters' | 'inBatch' | 'agentTokens' | 'record'> = {},
  ): Context {
    const address = addresses.of(request);
    return createContext(service.services, {
      requestId,
      header: headersOf(request),
      address,
      ...facts,
      announce(fields) {
        for (const [name, value] of Object.entries(fields)) response.setHeader(name, value);
      },
    });
  }

  function destinationOf(request: IncomingMessage, path: string): Destination {
    if (path === '*') return { kind: 'server' };
    if (path === '/healthz') return { kind: 'health' };
    if (path === '/readyz') return { kind: 'readiness' };
    if (metrics && path === METRICS_PATH) return { kind: 'metrics' };
    if (isDocumentAddress(path)) return { kind: 'document' };
    if (path.startsWith('/api/trpc/')) return { kind: 'trpc' };
    if (path === MCP_PATH) return { kind: 'mcp' };
    if (agents?.has(path, request.method)) return { kind: 'oauth' };
    if (path.startsWith('/api/auth/')) return { kind: 'signIn' };
    if (path.startsWith('/_next/')) return { kind: 'asset' };
    if (PAGE_PATHS.test(path)) return { kind: 'page' };
    const resolved = rest.resolve(path);
    if (resolved.owned) return { kind: 'rest', path: resolved };
    const reads = request.method === 'GET' || request.method === 'HEAD';
    return reads && /^\s*text\/html/i.test(request.headers.accept ?? '')
      ? { kind: 'page' }
      : { kind: 'rest', path: resolved };
  }

  async function serve(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const path = pathOf(request.url ?? '/');
    const destination = destinationOf(request, path);
    const { kind } = destination;
    const isCall = kind === 'rest' || kind === 'trpc' || kind === 'mcp';
    const notes = isCall ? recorder?.(request, response, requestId, kind) : undefined;
    const answer = () => serveAt(destination, path, request, response, requestId, notes);
    try {
      await (watch ? watch({ request, response, requestId, kind, path }, answer) : answer());
    } catch (error) {
      if (notes) notes.failure = apiErrorOf(error).code;
      throw error;
    }
  }

  async function serveAt(
    destination: Destination,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    record: RequestNotes | undefined,
  ): Promise<void> {
    const marks = { requestId, fixed };
    // An answer of REST has its whole head written at once.
    if (destination.kind !== 'rest' || options.corsOrigins.length > 0) {
      for (const [name, value] of Object.entries(fixed)) response.setHeader(name, value);
      response.setHeader('X-Request-Id', requestId);
    }
    if (CORS_DESTINATIONS.has(destination.kind) && origins.allow(request, response)) return;
    switch (destination.kind) {
      case 'server':
        return await send(request, response, capabilities, marks);
      case 'health':
        guardProbe(request);
        return await send(request, response, jsonAnswer(request, { status: 'ok' }), marks);
      case 'readiness':
        guardProbe(request);
        return await send(request, response, await readinessAnswer(request), marks);
      case 'metrics':
        return await send(request, response, await processMetrics(request), marks);
      case 'document':
        return await send(request, response, await documentAnswer(request, response, requestId), marks);
      case 'asset':
        guardAsset(request, path);
        return pages(request, response);
      case 'rest':
        return serveRest(request, response, requestId, destination.path, record);
      case 'trpc':
        await admitSubscriber(
          path.slice('/api/trpc/'.length),
          contextOf(request, response, requestId, { transport: 'trpc', record }),
        );
        return nodeHTTPRequestHandler({
          ...trpcOptions(log, () =>
            response.setHeader('WWW-Authenticate', [...challengesFor(headersOf(request))]),
          ),
          router: appRouter,
          req: request,
          res: response,
          path: path.slice('/api/trpc/'.length),
          createContext: async ({ info }) => ({
            request: contextOf(request, response, requestId, {
              transport: 'trpc',
              record,
              unknownParameters: unknownParametersOf(request.method, (request.url ?? '').slice(path.length)),
              inBatch: info.isBatchCall,
            }),
          }),
        });
      case 'mcp':
        return await send(request, response, await mcpAnswer(request, response, requestId, record), marks);
      case 'oauth': {
        if (request.method !== 'GET') await requireDatabase();
        const context = contextOf(request, response, requestId);
        const answer = await agents?.answer(request, response, path, context);
        return answer && (await send(request, response, answer, marks));
      }
      case 'signIn':
        guardSignIn(request, path, service.singleSignOn !== undefined);
        if (request.method === 'POST' || path.includes('/callback/')) await requireDatabase();
        protectPage(request, response, secure);
        return pages(request, response);
      case 'page':
        guardPage(request, path);
        // Next would answer an outage with a page of its own and status 500.
        if (path === '/' || path.startsWith('/admin') || path.startsWith('/oauth'))
          await service.visitor(new Headers({ cookie: request.headers.cookie ?? '' }));
        protectPage(request, response, secure);
        request.headers[PAGE_TARGET_HEADER] = request.url;
        return servePage(request, response);
      default:
        return destination satisfies never;
    }
  }

  async function servePage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { gate } = service.services;
    if (!(await gate.enter())) throw new ApiError('Overloaded', { retryAfter: 1 });
    try {
      await pages(request, response);
    } finally {
      gate.leave();
    }
  }

  async function serveRest(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    path: ResolvedPath,
    record: RequestNotes | undefined,
  ): Promise<void> {
    const context = contextOf(request, response, requestId, { record });
    const answer = await rest.handle(restRequestOf(request), context, path);
    await send(request, response, answer, { requestId, fixed });
  }

  async function mcpAnswer(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    record: RequestNotes | undefined,
  ): Promise<SentAnswer> {
    const context = contextOf(request, response, requestId, { transport: 'mcp', agentTokens: true, record });
    try {
      return preparedAnswer(await mcp.handle(restRequestOf(request), context));
    } catch (error) {
      const failure = apiErrorOf(error);
      if (failure.code !== 'Unauthorized' || !agents) throw error;
      logFailure(log, failure, requestId);
      const subject = { title: 'Error', target: MCP_PATH, safeCsv: false };
      const answer = errorAnswer('json', failure, subject, context.header);
      return { ...answer, challenges: [agents.challenge(context.header)] };
    }
  }

  async function documentAnswer(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<SentAnswer> {
    const { method = 'GET', headers, url: target = '/' } = request;
    if (!options.docsPublic && !(await contextOf(request, response, requestId).principal())) {
      if (!/^\s*text\/html/i.test(headers.accept ?? '')) throw new ApiError('Unauthorized');
      return {
        status: 302,
        headers: { Location: loginPath(target), 'Cache-Control': 'no-store' },
        body: undefined,
      };
    }
    const { accept, 'if-none-match': ifNoneMatch } = headers;
    return (await documents()).answer({ method, target, accept, ifNoneMatch });
  }

  async function readinessAnswer(request: IncomingMessage): Promise<RestAnswer> {
    const readiness = await service.readiness();
    if (readiness.ready) return jsonAnswer(request, { status: 'ready' });
    const failure = new ApiError(readiness.code, { message: readiness.reason, retryAfter: 2 });
    const subject = { title: 'Readiness', target: '/readyz', safeCsv: false };
    return errorAnswer('json', failure, subject, headersOf(request));
  }

  async function processMetrics(request: IncomingMessage): Promise<RestAnswer> {
    const { method = 'GET' } = request;
    if (!metrics || !metricsToken) throw new ApiError('NotFound');
    return metricsAnswer(metrics, metricsToken, { method, header: headersOf(request) });
  }

  async function requireDatabase(): Promise<void> {
    const readiness = await service.readiness();
    if (!readiness.ready && readiness.code === 'DatabaseUnavailable') {
      throw new ApiError('DatabaseUnavailable', { retryAfter: 2 });
    }
  }

  return function dispatch(request: IncomingMessage, response: ServerResponse): void {
    const requestId = requestIdOf(request);
    const started = performance.now();
    request.headers['x-request-id'] = requestId;
    if (service.draining()) response.setHeader('Connection', 'close');
    if (log.isLevelEnabled('debug')) {
      response.once('close', () => {
        const { method, url } = request;
        const durationMs = Math.round(performance.now() - started);
        log.debug(
          { requestId, method, path: pathOf(url ?? ''), status: response.statusCode, durationMs },
          'request',
        );
      });
    }
    serve(request, response, requestId).catch((error: unknown) => {
      const failure = apiErrorOf(error);
      if (response.headersSent) {
        // Part of the answer was sent: aborted, it cannot be taken for a complete one.
        if (!isClientGone(error)) logFailure(log, failure, requestId);
        abortResponse(response);
        return;
      }
      logFailure(log, failure, requestId);
      const format = /^\s*text\/html/i.test(request.headers.accept ?? '') ? 'html' : 'json';
      void send(
        request,
        response,
        errorAnswer(
          format,
          failure,
          { title: 'Error', target: request.url ?? '/', safeCsv: false },
          headersOf(request),
        ),
        { requestId, fixed },
      );
    });
  };
}

/** Whether a stream ended because its client went away. */
function isClientGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** The answer to `OPTIONS *`: what the server as a whole can do. */
const capabilities: RestAnswer = {
  status: 204,
  headers: { Allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS', 'Cache-Control': 'no-store' },
  body: undefined,
};

function jsonAnswer(request: IncomingMessage, value: object): RestAnswer {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(value),
    head: request.method === 'HEAD',
  };
}

function pathOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : url.slice(0, mark);
}

/** A client may name its request to find it in the log again. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
