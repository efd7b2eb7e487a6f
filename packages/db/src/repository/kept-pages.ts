import { LRUCache } from 'lru-cache';
import { shared } from '../batch/shared.ts';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { nullable, text } from '../statement/column.ts';
import type { Statement } from '../statement/statement.ts';
import { statementName } from '../statement/statement-name.ts';

/** A page as it was read, and the digest of all that it shows. */
interface KeptPage {
  readonly digest: string;
  readonly page: object;
}

/** Text of pages that is kept of a database. The JSON that is made of it takes as much again. */
const KEPT_BYTES = 8 * 1_048_576;

const keptPages = new WeakMap<Db, LRUCache<string, KeptPage>>();

function keptOf(db: Db): LRUCache<string, KeptPage> {
  const open = keptPages.get(db);
  if (open) return open;
  const kept = new LRUCache<string, KeptPage>({ maxSize: KEPT_BYTES });
  keptPages.set(db, kept);
  return kept;
}

/** What the rows of a page say beside what it shows. */
export interface Digested {
  /** Names all that the page shows. */
  readonly digest: string;
  /** Absent when the page is as it was known, or empty. */
  readonly listId: string | null;
}

/** How a page is read again and again. */
export interface Keeping<Row, Page extends object> {
  /** Names the page: equal names ask for equal pages. */
  readonly name: string;
  /** Reads its rows; none of them when its digest is the one that is known. */
  readonly read: (known: string) => Promise<readonly (Row & Digested)[]>;
  /** Makes the page of its rows. It is given to all who ask, so nobody may change it. */
  readonly pageOf: (rows: readonly Row[]) => Promise<Page>;
  /** About how much text it has. */
  readonly sizeOf: (page: Page) => number;
}

const share = shared<object>();

/**
 * Reads a page that is kept. Each time PostgreSQL looks at its rows and says what they are by their versions; only when
 * these are the same is the kept page given out. The same object stands for a page as long as nothing that it shows has
 * changed.
 */
export async function readKeptPage<Row, Page extends object>(
  db: Db,
  { name, read, pageOf, sizeOf }: Keeping<Row, Page>,
): Promise<Page> {
  const page = await share(db, name, async () => {
    const kept = keptOf(db);
    const known = kept.get(name);
    const rows = await read(known?.digest ?? '');
    const digest = rows[0]?.digest;
    if (known !== undefined && digest === known.digest) return known.page;
    const made = await pageOf(rows.filter(({ listId }) => listId !== null));
    if (digest !== undefined) kept.set(name, { digest, page: made }, { size: name.length + sizeOf(made) });
    return made;
  });
  // A name stands for pages of one list.
  return page as Page;
}

/** The name of a page: that of its statement, and its values. */
export function nameOfPage({ query }: Statement<unknown>): string {
  return `${statementName(query.text)} ${JSON.stringify(query.values)}`;
}

/**
 * The statement of a page that gives no rows when what it shows has a digest that is known: one row says so. The rows
 * must have `listId`, `listVersion`, which tells all of a row but the name of its account, and `accountName`.
 */
export function unlessKnown<Row>(page: Statement<Row>, known: Prisma.Sql): Statement<Row & Digested> {
  const total = 'total' in page.columns ? Prisma.sql`, max(total)` : Prisma.empty;
  // Only a loop can join these, which keeps the rows in their order. Of a name its length tells where it ends.
  const query = Prisma.sql`
    WITH page AS MATERIALIZED (${page.query})
    SELECT k.digest, page.* FROM (
      SELECT left(encode(sha256(convert_to(concat(string_agg(
        concat("listId", ' ', "listVersion", ' ', length("accountName"), ' ', "accountName"), ',')${total}), 'UTF8')), 'base64'), 24) AS digest
      FROM page) k
    LEFT JOIN page ON k.digest <> ${known}`;
  return {
    columns: { digest: text, ...page.columns, listId: nullable(text) },
    query,
    direct: page.direct,
  } as Statement<Row & Digested>;
}
