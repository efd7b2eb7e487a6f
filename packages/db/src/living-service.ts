import pg from 'pg';

/** Whether a service, or a command that works like one, is connected to the database of a client, besides that client. */
export async function isServed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ served: boolean }>(
    `SELECT count(*) > 0 AS served FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND application_name IN ('ai-sessions', 'ai-sessions feed')`,
  );
  return rows[0]?.served === true;
}

/** The same for the database at an address. */
export async function isServedAt(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await isServed(client);
  } finally {
    await client.end();
  }
}
