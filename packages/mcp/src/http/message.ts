/** A request as the adapter needs it, whatever server it came through. */
export interface McpRequest {
  readonly method: string;
  /** Reads a header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /**
   * Reads the body.
   *
   * @throws ApiError `RequestTooLarge` when it is longer than the limit, in bytes.
   */
  readonly body: (limit: number) => Promise<Uint8Array>;
}

/** An answer, ready to be sent. */
export interface McpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when there is none. */
  readonly body: string | undefined;
  /** Whether the same object answers many requests, so that what is made of it is worth keeping. */
  readonly lasting?: true;
}
