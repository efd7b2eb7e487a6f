import type { Log } from '../log.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';

/** A place with a database and what is needed to run it. */
export interface Cluster {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly password: string;
  readonly log: Log;
}

/** A running server. */
export interface Server {
  readonly pid: number;
  readonly port: number;
}

/** A failure that trying again does not fix. The message says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** What an error says, for a log or a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
