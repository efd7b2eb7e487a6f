import { Socket } from 'node:net';
import pg from 'pg';
import { BackupError } from './backup-error.ts';

/** What {@link connected} works with. */
export interface ConnectionOptions {
  /** What PostgreSQL calls the connection. */
  readonly name: string;
  /** Breaks the connection off, whatever it is doing. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does work on a connection of its own. When the work fails, the connection is broken off: a COPY that was given up would
 * have to be read to its end first. PostgreSQL then undoes what was not committed.
 */
export async function connected<T>(
  url: string,
  { name, signal }: ConnectionOptions,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: name,
    stream: () => socket,
  });
  client.on('error', () => {});
  const breakOff = () => socket.destroy();
  signal?.throwIfAborted();
  signal?.addEventListener('abort', breakOff);
  try {
    await client.connect().catch((cause: unknown) => {
      throw new BackupError(
        `The database cannot be reached (${reasonOf(cause)}). Check DATABASE_URL and that it runs.`,
        { cause },
      );
    });
    const result = await work(client);
    await client.end();
    return result;
  } finally {
    signal?.removeEventListener('abort', breakOff);
    breakOff();
  }
}

/** A name with several addresses fails with one error for each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
