import pg from 'pg';

/** How what is stored differs from what was acknowledged. */
export interface Differences {
  /** Sessions that were acknowledged and are not there, or without their last acknowledged text. */
  readonly lost: number;
  /** Sessions with the text of another one. */
  readonly duplicates: number;
}

/** Compares what is stored with what was acknowledged, session by session. */
export async function compare(url: string, acknowledged: ReadonlyMap<string, string>): Promise<Differences> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; purpose: string }>(
      "SELECT id, purpose FROM ai_session WHERE purpose LIKE 'Written by %'",
    );
    const stored = new Map(rows.map(({ id, purpose }) => [id, purpose]));
    const lost = [...acknowledged].filter(([id, purpose]) => stored.get(id) !== purpose);
    const texts = new Set(rows.map(({ purpose }) => purpose.replace(/, changed$/, '')));
    return { lost: lost.length, duplicates: rows.length - texts.size };
  } finally {
    await client.end();
  }
}
