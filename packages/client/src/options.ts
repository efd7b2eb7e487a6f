/** How the client proves who is asking: at most one of an API key, a token, or a user name with its password. */
export type Credentials =
  | { readonly apiKey: string; readonly token?: never; readonly userName?: never; readonly password?: never }
  | {
      /** A token of `auth.token`, or what gives one: it is asked before every attempt. */
      readonly token: string | (() => string | Promise<string>);
      readonly apiKey?: never;
      readonly userName?: never;
      readonly password?: never;
    }
  | { readonly userName: string; readonly password: string; readonly apiKey?: never; readonly token?: never }
  | { readonly apiKey?: never; readonly token?: never; readonly userName?: never; readonly password?: never };

/** What holds for every call of a client, unless the call says otherwise. */
export interface Defaults {
  /** Milliseconds that one attempt may take; of a stream, until its next piece. 30,000 when left out. */
  readonly timeout?: number | undefined;
  /** How often a call is repeated after a failure that a repetition may cure. 2 when left out, 0 for never. */
  readonly retries?: number | undefined;
  /** Further headers of the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a client is made from. */
export type ClientOptions = Credentials &
  Defaults & {
    /** Address of the service: `https://sessions.example.com`. A path in it is kept. */
    readonly baseUrl: string;
    /** Sends the requests; the platform's own when left out. */
    readonly fetch?: typeof globalThis.fetch | undefined;
    /** Milliseconds of the first wait, which doubles from attempt to attempt. 250 when left out. */
    readonly retryDelay?: number | undefined;
    /** Longest wait in milliseconds. A longer `Retry-After` is not waited for: the call fails. 30,000 when left out. */
    readonly maximumRetryDelay?: number | undefined;
  };

/** What one call may say. */
export interface CallOptions extends Defaults {
  /** Gives the call up; it then fails with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/** What the call of a create may say. */
export interface CreateOptions extends CallOptions {
  /** Name of this create, so that it can be sent again, even later; made up when left out. 255 visible ASCII characters. */
  readonly idempotencyKey?: string | undefined;
}

/** What the call of a change may say. */
export interface ChangeOptions extends CallOptions {
  /**
   * Make the change only if the record still has this `etag`; otherwise it fails with `PreconditionFailed`. An
   * `undefined` is refused with a `TypeError`: it would make the change without the condition.
   */
  readonly ifMatch?: string;
}

/** All that a call may say, whatever it calls. */
export type AnyCallOptions = CreateOptions & ChangeOptions;
