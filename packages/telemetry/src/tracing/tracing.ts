import type { IncomingHttpHeaders } from 'node:http';
import {
  type Context,
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TRACE_PARENT_HEADER, W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_SERVER_ADDRESS,
  ATTR_URL_PATH,
  DB_SYSTEM_NAME_VALUE_POSTGRESQL,
} from '@opentelemetry/semantic-conventions';
import { createProvider, type ExportOptions } from './export.ts';
import { begin, inSpan, markFailed } from './spans.ts';
import { summaryOf } from './statement-summary.ts';

/** An HTTP request to be served. */
export interface IncomingRequest {
  readonly method: string;
  /** Without the query, which may hold what customers wrote. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** By which the log names it. */
  readonly requestId: string;
}

/** An answer on its way to its client. */
interface OutgoingAnswer {
  readonly statusCode: number;
  readonly headersSent: boolean;
  once(event: 'close', listener: () => void): unknown;
}

/** A failure by its code, and the HTTP status that stands for it. */
interface Failure {
  readonly code: string;
  readonly status: number;
}

/** A call to another server. */
export interface OutgoingCall {
  readonly method: string;
  readonly url: string;
  /** The `traceparent` of the trace that it belongs to, when that is not the one in which it is made. */
  readonly parent?: string | undefined;
}

/** What became of a call to another server. */
type CallOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'refused' | 'notConnected' | 'unknown' };

/** Writes down what a process does, as spans of traces. What a span is of runs inside it: what that does is below it. */
export interface Tracing {
  /** Serves a request. Its span goes on with the trace that the request names, and ends with the answer. */
  request(request: IncomingRequest, answer: OutgoingAnswer, serve: () => Promise<void>): Promise<void>;
  /** Says on which route the request came in whose span this is called. */
  nameRoute(method: string, route: string): void;
  /** Calls an operation. */
  operation<Answer>(
    name: string,
    call: () => Promise<Answer>,
    failureOf: (error: unknown) => Failure,
  ): Promise<Answer>;
  /** Runs a statement, of which is told what it does to which table, and no value. */
  statement<Answer>(text: string, run: () => Promise<Answer>): Promise<Answer>;
  /** Works on something that no request waits for, in a trace of its own. */
  job<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer>;
  /** Calls another server. `send` gets the header fields that tell it of the trace. */
  outgoing<Outcome extends CallOutcome>(
    call: OutgoingCall,
    send: (fields: Readonly<Record<string, string>>) => Promise<Outcome>,
  ): Promise<Outcome>;
  /** Sends what was not sent yet, and ends. */
  stop(): Promise<void>;
}

/** How long the last spans may take to be sent when the process ends. */
const STOP_MS = 3_000;

const propagator = new W3CTraceContextPropagator();

/** Begins to write down spans and to send them. Other libraries, which might tell more than they should, take no part. */
export function startTracing(options: ExportOptions): Tracing {
  const provider = createProvider(options);
  const tracer = provider.getTracer('ai-sessions', options.version);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

  return {
    request({ method, path, headers, requestId }, answer, serve) {
      const { span, inside } = begin(tracer, {
        name: method,
        kind: SpanKind.SERVER,
        attributes: {
          [ATTR_HTTP_REQUEST_METHOD]: method,
          [ATTR_URL_PATH]: path,
          'ai_sessions.request_id': requestId,
        },
        parent: propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter),
      });
      answer.once('close', () => {
        const { headersSent, statusCode } = answer;
        if (headersSent) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode);
        if (!headersSent) markFailed(span, 'aborted');
        else if (statusCode >= 500) markFailed(span, String(statusCode));
        span.end();
      });
      return context.with(inside, serve);
    },

    nameRoute(method, route) {
      const span = trace.getActiveSpan();
      span?.updateName(`${method} ${route}`);
      span?.setAttribute(ATTR_HTTP_ROUTE, route);
    },

    operation(name, call, failureOf) {
      return inSpan(tracer, { name, kind: SpanKind.INTERNAL, attributes: {} }, call, (span, error) => {
        const { code, status } = failureOf(error);
        // What a caller did wrong is no error of ours.
        if (status >= 500) markFailed(span, code);
        else span.setAttribute(ATTR_ERROR_TYPE, code);
      });
    },

    statement(text, run) {
      const summary = summaryOf(text);
      const attributes = {
        [ATTR_DB_SYSTEM_NAME]: DB_SYSTEM_NAME_VALUE_POSTGRESQL,
        [ATTR_DB_QUERY_SUMMARY]: summary,
      };
      return inSpan(tracer, { name: summary, kind: SpanKind.CLIENT, attributes }, run);
    },

    job: (name, work) =>
      inSpan(tracer, { name, kind: SpanKind.CONSUMER, attributes: {}, parent: ROOT_CONTEXT }, work),

    outgoing({ method, url, parent }, send) {
      const active = context.active();
      const attributes = { [ATTR_HTTP_REQUEST_METHOD]: method, [ATTR_SERVER_ADDRESS]: hostOf(url) };
      const trunk = parent === undefined ? active : contextOf(parent);
      // In the trace of the proposal nobody would find what carried it out.
      const around = trace.getSpanContext(active);
      const links = trunk !== active && around ? [{ context: around }] : [];
      const start = { name: method, kind: SpanKind.CLIENT, attributes, parent: trunk, links };
      return inSpan(tracer, start, async (span, inside) => {
        const outcome = await send(fieldsOf(inside));
        if (outcome.kind !== 'answered') markFailed(span, outcome.kind);
        else {
          span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, outcome.status);
          if (outcome.status >= 400) markFailed(span, String(outcome.status));
        }
        return outcome;
      });
    },

    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const end = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, STOP_MS);
      });
      // A collector that is gone must not keep a process from ending.
      await Promise.race([provider.shutdown().catch(() => {}), end]);
      clearTimeout(timer);
      context.disable();
    },
  };
}

/** The context that a `traceparent` names; a new trace when it names none. */
function contextOf(traceParent: string): Context {
  return propagator.extract(ROOT_CONTEXT, { [TRACE_PARENT_HEADER]: traceParent }, defaultTextMapGetter);
}

/** The `traceparent` for what is called inside a context. `tracestate` stays here: it is whatever a caller put into it. */
function fieldsOf(inside: Context): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  propagator.inject(inside, all, defaultTextMapSetter);
  const traceParent = all[TRACE_PARENT_HEADER];
  return traceParent === undefined ? {} : { [TRACE_PARENT_HEADER]: traceParent };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
