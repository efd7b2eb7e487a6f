/** A service to call, and who calls it. */
export interface Target {
  /** Address of the service, without a slash at its end. */
  readonly url: string;
  readonly userName: string;
  readonly password: string;
}

/** What a client got when it did the same as all others. */
export interface Outcome {
  /** Ids of two sessions that were opened one after the other. */
  readonly created: readonly unknown[];
  /** The purpose of the first one, changed to `Changed`. */
  readonly changed: unknown;
  /** The status of a further change, with an ETag in `If-Match` that was never given out; undefined if none was made. */
  readonly stale?: unknown;
  /** Ids of the sessions in the list. */
  readonly listed: readonly unknown[];
  /** The state of the first session after its one action was applied. */
  readonly applied: unknown;
  /** The status of its deletion. */
  readonly deleted: unknown;
}

/** A program that makes calls from the OpenAPI document of a service. */
export interface OpenApiClient {
  /** What it is called, with what it was told. */
  readonly name: string;
  /**
   * Opens two sessions, changes the first, queues an action in it, lists, applies and deletes it, with nothing but what
   * was made of the document.
   *
   * @throws Error when the client itself cannot do it.
   */
  run(target: Target): Promise<Outcome>;
}

/** What the first session is asked to do. */
export const ACTION = { functionName: 'setSessionPurpose', arguments: '{"purpose":"Applied"}' };

/** An ETag that no record has. */
export const STALE = '"0-stale"';
