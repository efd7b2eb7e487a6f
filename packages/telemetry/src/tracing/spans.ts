import {
  type Attributes,
  type Context,
  context,
  type Link,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';

/** What a span is begun with. */
interface SpanStart {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** What it is below; what is under way when nothing is said. */
  readonly parent?: Context;
  readonly links?: Link[];
}

/** Begins a span, and gives it with the context of what happens inside it. */
export function begin(tracer: Tracer, { parent = context.active(), name, ...options }: SpanStart) {
  const span = tracer.startSpan(name, options, parent);
  return { span, inside: trace.setSpan(parent, span) };
}

/** Does work in a span that ends with it. `fail` tells in the span what it failed with. */
export async function inSpan<Answer>(
  tracer: Tracer,
  start: SpanStart,
  work: (span: Span, inside: Context) => Promise<Answer>,
  fail: (span: Span, error: unknown) => void = (span, error) => markFailed(span, nameOf(error)),
): Promise<Answer> {
  const { span, inside } = begin(tracer, start);
  try {
    return await context.with(inside, () => work(span, inside));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/**
 * Marks a span as that of something that failed.
 *
 * @param type Of the failure, out of few: messages may hold what customers wrote.
 */
export function markFailed(span: Span, type: string): void {
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** SQLSTATE or another code of an error, else its class. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
