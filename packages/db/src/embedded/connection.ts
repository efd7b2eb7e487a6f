import pg from 'pg';
import { type Cluster, EmbeddedPostgresError } from './cluster.ts';
import { SUPERUSER } from './initialise.ts';

const WRONG_PASSWORD = '28P01';

/** The address of the server of a cluster. */
export function urlOf({ password }: Pick<Cluster, 'password'>, port: number): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/** A connection of our own, beside those of the service. */
export async function connect(cluster: Cluster, port: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port),
    connectionTimeoutMillis: 1_000,
    query_timeout: 2_000,
    application_name: 'ai-sessions keeper',
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/**
 * How a server answers: `ready`, `busy` when it lives but does not serve (it recovers, shuts down or is crowded),
 * `silent` when nothing of this cluster is there.
 *
 * @throws EmbeddedPostgresError when the password is not that of the cluster.
 */
export async function ask(cluster: Cluster, port: number): Promise<'ready' | 'busy' | 'silent'> {
  let client: pg.Client | undefined;
  try {
    client = await connect(cluster, port);
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === cluster.place.cluster ? 'ready' : 'silent';
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) return 'silent';
    if (error.code !== WRONG_PASSWORD) return 'busy';
    throw new EmbeddedPostgresError(
      `The embedded database does not accept the password in ${cluster.place.folder}. Put back the file 'password' that belongs to it.`,
      { cause: error },
    );
  } finally {
    await client?.end().catch(() => {});
  }
}
