import type { JsConfig } from './js-config.ts';

/** A request as the adapter needs it, whatever server it came through. */
export interface RestRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Reads a header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /**
   * Reads the body.
   *
   * @throws ApiError `RequestTooLarge` when it is longer than the limit, in bytes.
   */
  readonly body: (limit: number) => Promise<Uint8Array>;
}

/** A body of any length, piece by piece: text, or the bytes of a file. */
export type Pieces = AsyncIterableIterator<string | Uint8Array>;

/** An answer, ready to be sent. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  /** `WWW-Authenticate` values, a line each. */
  readonly challenges?: readonly string[];
  /** Absent when there is none; in pieces when it is of any length. */
  readonly body: string | Pieces | undefined;
  /** The answer to HEAD: headers as if the body were sent, but no body. */
  readonly head?: boolean;
}

/** What an answer is about. */
export interface AnswerSubject {
  /** Name shown to people, and the file name of downloads. */
  readonly title: string;
  /** Path and query of the request, for links to the other formats. */
  readonly target: string;
  readonly safeCsv: boolean;
  /** How JSON and JSV are to be written differently, when the request says so. */
  readonly jsConfig?: JsConfig;
}
