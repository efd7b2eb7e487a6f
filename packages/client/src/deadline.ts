import { ApiError, NetworkError, TimeoutError, UnexpectedAnswerError } from './errors.ts';

/** Gives an attempt up when its time is over or its caller says so. */
export class Deadline {
  /** Aborted when the attempt is given up. */
  readonly signal: AbortSignal;
  readonly #milliseconds: number;
  readonly #caller: AbortSignal | undefined;
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts the clock. */
  constructor(milliseconds: number, caller: AbortSignal | undefined) {
    this.#milliseconds = milliseconds;
    this.#caller = caller;
    const own = this.#controller.signal;
    this.signal = caller ? AbortSignal.any([own, caller]) : own;
    this.extend();
  }

  /** Starts the clock anew. */
  extend(): void {
    this.stop();
    this.#timer = setTimeout(() => this.#controller.abort(), this.#milliseconds);
  }

  /** Stops the clock. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** The failure of the attempt: what the platform throws says neither who gave it up nor that it was the network. */
  failure(error: unknown): unknown {
    if (error instanceof ApiError || error instanceof UnexpectedAnswerError) return error;
    if (this.#caller?.aborted) return this.#caller.reason;
    if (this.#controller.signal.aborted) return new TimeoutError(this.#milliseconds);
    return new NetworkError('The service could not be reached, or its answer broke off.', { cause: error });
  }
}
