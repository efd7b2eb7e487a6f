import { ADMIN } from './data.ts';
import type { Bench } from './harness.ts';
import { inTransaction, sqlOn } from './pg-statements.ts';
import { fillForSearch, SEARCHED_SESSIONS, SEARCHES } from './search-data.ts';

/** Answers of which the middle and the worst are told. */
const REPEATS = 9;

/** What a search took: the middle and the worst, in milliseconds, and how many sessions matched. */
interface SearchMeasure {
  readonly 'page ms': string;
  readonly 'with totals ms': string;
  readonly 'deep cursor ms': string;
  readonly 'by date ms': string;
  readonly matches: number;
}

interface ListPage {
  readonly totalCount?: number;
}

/** What it takes to find texts among 1,000,000 sessions. */
export async function searchCost(bench: Bench): Promise<void> {
  const { url, data } = await bench.service();
  await bench.withDatabase(bench.databaseUrl, async ({ pool }) => {
    await inTransaction(pool, (sql) => fillForSearch(sql, ADMIN, data.accounts));
    await pool.query('VACUUM (ANALYZE) ai_session, ai_session_action');
    await pool.query('CHECKPOINT');
    const [deep] = await sqlOn(pool).rows<{ id: string }>({
      text: 'SELECT id FROM ai_session ORDER BY id DESC OFFSET $1 LIMIT 1',
      values: [SEARCHED_SESSIONS / 2],
    });
    console.table(await measureSearches(url, data.key, deep?.id ?? ''));
  });
}

/**
 * Measures, one request at a time, what it takes to find each text: the first page, the first page with totals, a page
 * from the middle of the list, and the first page by the date of the last change.
 */
async function measureSearches(
  service: string,
  key: string,
  deepId: string,
): Promise<Readonly<Record<string, SearchMeasure>>> {
  const cursor = Buffer.from(JSON.stringify({ sort: 'id', direction: 'DESC', id: deepId })).toString(
    'base64url',
  );
  const measure = async (text: string, more: Record<string, string>) => {
    const path = `/ai/sessions?${new URLSearchParams({ text, ...more })}`;
    const times: number[] = [];
    let page: ListPage = {};
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const started = performance.now();
      page = await read(`${service}${path}`, key);
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    const [middle = 0, worst = 0] = [times[REPEATS >> 1], times.at(-1)];
    return { page, times: `${Math.round(middle)} (${Math.round(worst)})` };
  };
  const rows: Record<string, SearchMeasure> = {};
  for (const [name, text] of Object.entries(SEARCHES)) {
    const totals = await measure(text, {});
    rows[name] = {
      'page ms': (await measure(text, { simplifiedPaging: 'true' })).times,
      'with totals ms': totals.times,
      'deep cursor ms': (await measure(text, { cursor })).times,
      'by date ms': (
        await measure(text, { simplifiedPaging: 'true', sortField: 'dateLastModified', sortOrder: 'Descend' })
      ).times,
      matches: totals.page.totalCount ?? 0,
    };
  }
  return rows;
}

async function read(url: string, key: string): Promise<ListPage> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error(`A search was answered ${response.status}.`);
  return (await response.json()) as ListPage;
}
