import type { Context } from '@ai-sessions/api';
import type { ApiError, Operation } from '@ai-sessions/contract';
import type { FormField } from '@ai-sessions/formats';
import { subjectOf } from '../answer.ts';
import type { Bound } from '../binding.ts';
import type { AnswerSubject, RestRequest } from '../message.ts';
import type { AnswerFormat } from '../negotiation.ts';
import type { ResolvedPath } from '../resolve.ts';
import type { RouteMatch } from '../routes.ts';
import type { Target } from '../target.ts';

/** A request on its way to its answer. */
export interface Exchange {
  readonly request: RestRequest;
  readonly context: Context;
  readonly path: ResolvedPath;
  /** How to answer: JSON until it is known what was asked for, as failures before that are answered, too. */
  format: AnswerFormat;
  subject: AnswerSubject;
  /** What is asked for, once that is known. */
  operation: Operation | undefined;
  /** What kept it from its end. */
  failure: ApiError | undefined;
}

/** An exchange whose operation is known. */
export interface MatchedExchange extends Exchange {
  readonly target: Target;
  readonly match: RouteMatch;
  readonly operation: Operation;
  /** The verb that was meant, which a header may have overridden. */
  readonly verb: string;
  /** Whether the rows of the answer are wanted as a workbook. */
  readonly asWorkbook: boolean;
  /** Ends what is followed, when the answer is to go on with what comes. */
  readonly follow: AbortController | undefined;
}

/** What a request asks of its operation. */
export type Input =
  | { readonly kind: 'single'; readonly values: Bound; readonly formFields: readonly FormField[] }
  | { readonly kind: 'batch'; readonly items: readonly Bound[] };

/** What became of the call. */
export type Result =
  | { readonly kind: 'single'; readonly value: unknown }
  | { readonly kind: 'batch'; readonly values: readonly unknown[] };

/** Begins an exchange. */
export function openExchange(request: RestRequest, context: Context, path: ResolvedPath): Exchange {
  return {
    request,
    context,
    path,
    format: 'json',
    subject: subjectOf(request.target),
    operation: undefined,
    failure: undefined,
  };
}
