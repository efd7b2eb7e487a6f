import type { CallOptions } from './options.ts';

/** A value with what the answer says beside it. */
export interface Answer<Value> {
  readonly data: Value;
  /** HTTP status. */
  readonly status: number;
  /** Version of the record, to be sent back as `ifMatch`. */
  readonly etag: string | undefined;
  /** Id under which the service has logged the request. */
  readonly requestId: string | undefined;
  readonly headers: Headers;
}

/** A request may be left out when it has no field that it needs. */
export type Arguments<Request, Options> =
  Record<never, never> extends Request
    ? [request?: Request, options?: Options]
    : [request: Request, options?: Options];

/**
 * Calls an operation. It fails with an `ApiError` when the service refuses, a `NetworkError` or a `TimeoutError` when
 * there is no whole answer, an `UnexpectedAnswerError` when somebody else has answered, and the reason of the signal
 * when it was given up.
 */
export interface Method<Request, Response, Options = CallOptions> {
  (...args: Arguments<Request, Options>): Promise<Response>;
  /** Calls it and also gives what the answer says beside the value. */
  withResponse(...args: Arguments<Request, Options>): Promise<Answer<Response>>;
}

/** Calls an operation that answers page by page. */
export interface ListMethod<Request, Page extends { items: readonly unknown[] }>
  extends Method<Request, Page> {
  /** Walks over the pages; one is asked for when the one before has been used. */
  pages(...args: Arguments<Walk<Request>, CallOptions>): AsyncGenerator<Page, void, undefined>;
  /** Walks over the records of all pages. */
  all(...args: Arguments<Walk<Request>, CallOptions>): AsyncGenerator<Page['items'][number], void, undefined>;
}

/** A list request without what a walk decides itself. */
export type Walk<Request> = Omit<Request, 'page' | 'all' | 'simplifiedPaging'>;

/** Calls an operation that answers row by row; leaving the loop ends the request. */
export type RowsMethod<Request, Row> = (
  ...args: Arguments<Request, CallOptions>
) => AsyncGenerator<Row, void, undefined>;
