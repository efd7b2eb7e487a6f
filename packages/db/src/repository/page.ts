import { DEFAULT_COUNT_PER_PAGE, MAXIMUM_ALL, MAXIMUM_COUNT_PER_PAGE } from '@ai-sessions/contract';
import { z } from 'zod';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Refusal, Result } from '../result.ts';
import { type Columns, int, nullable, text } from '../statement/column.ts';
import { type Conditions, isOneOf, where } from '../statement/conditions.ts';
import { plannedAnew, type Statement, statement } from '../statement/statement.ts';
import { type Keeping, nameOfPage, readKeptPage, unlessKnown } from './kept-pages.ts';

/** The paging part of a list request, as the contract parses it. */
export interface PageRequest {
  readonly page?: number;
  readonly all?: boolean;
  readonly countPerPage?: number;
  readonly specificIds?: readonly string[];
  readonly sortField?: string;
  readonly sortOrder?: 'Ascend' | 'Descend';
  readonly simplifiedPaging?: boolean;
  readonly cursor?: string;
}

/** One page of a list. */
export interface Page<Item> {
  items: Item[];
  totalCount?: number;
  totalPages?: number;
  hasMorePages: boolean;
  nextCursor?: string;
}

/** Why a page was not read. */
export type PageRefusal =
  /** The list cannot be sorted by that field. */
  | (Refusal<'unknownSortField'> & { readonly sortable: readonly string[] })
  /** The cursor is none, or one of another sort. */
  | Refusal<'foreignCursor'>
  /** All rows were asked for at once, and there are more than that. */
  | (Refusal<'tooManyRows'> & { readonly maximum: number });

/** What came of reading a page. */
export type PageResult<Item> = Result<Page<Item>, PageRefusal>;

/** An instant after all others, for what has not happened yet. */
export const NEVER = Prisma.sql`'9999-12-31T00:00:00Z'::timestamptz`;

/** A column to sort by: an expression that is never null, its type, and what it needs joined to `from`. */
interface SortColumn {
  readonly expression: Prisma.Sql;
  readonly type: 'text' | 'timestamptz';
  readonly join?: Prisma.Sql;
}

/** The order of a list and where its rows are. Expressions use the aliases of `from`. */
interface Ordered {
  /** What stands after FROM. */
  readonly from: Prisma.Sql;
  /** The same with only what the filters need, for counting. */
  readonly countFrom: Prisma.Sql;
  /** The id column; also the default order and the tie-breaker of every other. */
  readonly id: Prisma.Sql;
  /** Columns that a caller may sort by, by the name of their field. */
  readonly sortable: Readonly<Record<string, SortColumn>>;
  /** Where the rows are, from a position on, when that is more than `from` with WHERE; with its aliases. */
  readonly rows?: (filter: Conditions, along: Along) => Prisma.Sql;
  /** An expression that counts the rows, when there is something better than to count those of `countFrom`. */
  readonly total?: (filter: Conditions) => Prisma.Sql;
  /** Whether one plan is good for all values of the conditions, so that PostgreSQL keeps it; of a search, for `first`. */
  readonly onePlan?: boolean;
}

/** A list whose rows one statement finds and reads. */
export interface Listing<Row, Item> extends Ordered {
  readonly columns: Columns;
  /** The columns as they stand after SELECT. */
  readonly select: Prisma.Sql;
  readonly item: (row: Row, id: string) => Item;
  /** Whether pages are asked for so often that `pg` reads them itself. */
  readonly direct?: boolean;
  /** How pages are kept; they are not when it is left out. */
  readonly kept?: KeptListing<Row, Item>;
}

/** A list whose pages are kept. Its rows have `accountName`. */
interface KeptListing<Row, Item> {
  /** An expression that tells all that is shown of a row, but for the name of its account. */
  readonly version: Prisma.Sql;
  /** About how much text an item has. */
  readonly sizeOf: (item: Item) => number;
  /** Reads a page otherwise than by its statement alone: the name of the page, and its rows. */
  readonly reading?: (
    db: Db,
    page: Statement<Row & Place>,
  ) => Pick<Keeping<Row & Place, object>, 'name' | 'read'>;
}

/** A list whose rows a statement finds and the model reads, in whatever order. */
export interface ModelListing<Item extends { readonly id?: string }> extends Ordered {
  readonly read: (db: Db, ids: string[]) => Promise<readonly Item[]>;
}

/**
 * A way to the rows of a list that is worth more than one statement. What it returns stands after FROM in place of the
 * list's own, has its aliases, and keeps to the conditions.
 */
export interface Search {
  /** Gives the first rows of the list, and possibly none further on: whether they make so many is tried first. */
  first(conditions: Conditions, along: Along): Prisma.Sql;
  /** Gives all rows from a position on. `filter` are the conditions without the position. */
  all(conditions: Conditions, filter: Conditions): Promise<Prisma.Sql>;
  /** An expression that counts all rows. */
  count(filter: Conditions): Promise<Prisma.Sql>;
}

/** How to go along a list. */
export interface Along {
  readonly order: Prisma.Sql;
  readonly direction: 'ASC' | 'DESC';
  /** The condition that leaves out what comes before the page; none when it is the first. */
  readonly after: Conditions;
  /** The id of the row right before the page, when it is not the first. */
  readonly afterId?: string | undefined;
  /** Rows from there to the end of the page. */
  readonly rows: number;
  /** One more than these rows, which tells whether there is another page, as it stands after LIMIT. */
  readonly limit: Prisma.Sql;
}

interface Sort {
  readonly name: string;
  readonly column: SortColumn | undefined;
  readonly direction: 'ASC' | 'DESC';
}

/**
 * Sizes of pages that clients ask for. Only with such a size in the text of the statement does PostgreSQL keep a plan:
 * of a LIMIT that is a value it takes the plan for this very value to be so much cheaper that it plans anew each time.
 * Not every size may stand in a text, because each text is one more statement that every connection keeps.
 */
const USUAL_SIZES: ReadonlySet<number> = new Set([
  10,
  20,
  DEFAULT_COUNT_PER_PAGE,
  50,
  100,
  MAXIMUM_COUNT_PER_PAGE,
  MAXIMUM_ALL,
]);

/** Rows of the longest page that is kept. */
export const MAXIMUM_KEPT = 100;

const Position = z.strictObject({
  sort: z.string().max(100),
  direction: z.enum(['ASC', 'DESC']),
  value: z.string().max(3_000).optional(),
  id: z.string().max(100),
});

/** Where a row is in its list, and how many there are. */
export interface Place {
  readonly listId: string;
  readonly sortValue?: string;
  readonly total?: number;
}

/** Reads one page of what the model reads. */
export async function readModelPage<Item extends { readonly id?: string }>(
  db: Db,
  listing: ModelListing<Item>,
  request: PageRequest,
  filter: Conditions,
): Promise<PageResult<Item>> {
  const ids = await readPage<object, string>(
    db,
    { ...listing, columns: {}, select: Prisma.empty, item: (_, id) => id },
    request,
    filter,
  );
  if (!ids.ok) return ids;
  const page = ids.value;
  const items = page.items.length > 0 ? await listing.read(db, page.items) : [];
  const byId = new Map(items.map((item) => [item.id, item]));
  // One that was deleted in between is left out.
  return { ok: true, value: { ...page, items: page.items.flatMap((id) => byId.get(id) ?? []) } };
}

/**
 * Reads one page. The cost of a cursor does not grow with depth: it continues from a position in an index
 * instead of counting rows off.
 */
export async function readPage<Row extends object, Item>(
  db: Db,
  listing: Listing<Row, Item>,
  request: PageRequest,
  narrow: Conditions,
  search?: Search,
): Promise<PageResult<Item>> {
  const sort = sortOf(listing, request);
  if (!sort) {
    return { ok: false, reason: 'unknownSortField', sortable: ['id', ...Object.keys(listing.sortable)] };
  }
  const start = request.cursor ? position(listing, sort, request.cursor) : undefined;
  if (request.cursor && !start) return { ok: false, reason: 'foreignCursor' };
  const after: Conditions = start ? [start.after] : [];
  const size = request.all ? MAXIMUM_ALL : request.countPerPage || DEFAULT_COUNT_PER_PAGE;
  const page = request.all || request.cursor ? 0 : (request.page ?? 0);
  const counted = !request.simplifiedPaging && !request.cursor && !request.all;

  const filter = [...isOneOf(listing.id, request.specificIds), ...narrow];
  // A transaction may have changed what it reads and undo that; long pages are rarely asked for again.
  const isKept = !search && !db.inTransaction && !request.all && size <= MAXIMUM_KEPT;
  const kept = isKept ? listing.kept : undefined;
  const direction = Prisma.raw(sort.direction);
  const byId = Prisma.sql`${listing.id} ${direction}`;
  const order = sort.column ? Prisma.sql`${sort.column.expression} ${direction}, ${byId}` : byId;
  const limit = (rows: number) =>
    listing.onePlan && USUAL_SIZES.has(rows) ? Prisma.raw(String(rows + 1)) : Prisma.sql`${rows + 1}`;
  const along = (): Along => {
    const rows = (page + 1) * size;
    return { order, direction: sort.direction, after, afterId: start?.id, rows, limit: limit(rows) };
  };

  const pageOf = (from: Prisma.Sql, total?: Prisma.Sql): Statement<Row & Place> => {
    const columns = {
      ...listing.columns,
      listId: text,
      ...(sort.column ? { sortValue: text } : {}),
      ...(total ? { total: nullable(int) } : {}),
      ...(kept ? { listVersion: int } : {}),
    };
    const select = [
      ...(listing.select === Prisma.empty ? [] : [listing.select]),
      Prisma.sql`${listing.id} AS "listId"`,
      ...(sort.column ? [Prisma.sql`(${sort.column.expression})::text AS "sortValue"`] : []),
      ...(total ? [Prisma.sql`${total} AS total`] : []),
      ...(kept ? [Prisma.sql`${kept.version} AS "listVersion"`] : []),
    ];
    const offset = page > 0 ? Prisma.sql`OFFSET ${page * size}` : Prisma.empty;
    const query = Prisma.sql`SELECT ${Prisma.join(select)} FROM ${from} ORDER BY ${order} LIMIT ${limit(size)} ${offset}`;
    return { columns, query, direct: listing.direct };
  };

  const join = sort.column?.join ?? Prisma.empty;
  function listed(): Statement<Row & Place> {
    const from =
      listing.rows?.(filter, along()) ?? Prisma.sql`${listing.from} ${join} ${where([...filter, ...after])}`;
    return pageOf(from, counted ? Prisma.sql`(${totalOf(listing, filter)})::int` : undefined);
  }

  // Most statements of a search are planned anew: which plan is good depends on the text, so that none must be kept.
  async function searched(by: Search): Promise<(Row & Place)[]> {
    const first = pageOf(by.first(filter, along()));
    const rows = await db.rows(listing.onePlan ? first : plannedAnew(first));
    if (rows.length > size) return rows;
    return db.rows(plannedAnew(pageOf(await by.all([...filter, ...after], filter))));
  }

  async function count(): Promise<number> {
    const expression = search ? await search.count(filter) : totalOf(listing, filter);
    const counting = statement({ total: int }, Prisma.sql`SELECT (${expression})::int AS total`);
    const row = await db.row(search ? plannedAnew(counting) : counting);
    return row?.total ?? 0;
  }

  const made = async (rows: readonly (Row & Place)[]): Promise<PageResult<Item>> => {
    const hasMorePages = rows.length > size;
    if (request.all && hasMorePages) return { ok: false, reason: 'tooManyRows', maximum: MAXIMUM_ALL };
    const shown = hasMorePages ? rows.slice(0, size) : rows;
    const last = shown.at(-1);
    const value: Page<Item> = { items: shown.map((row) => listing.item(row, row.listId)), hasMorePages };
    if (counted) {
      const uncounted = search ? rows.length > 0 || page > 0 : page > 0;
      value.totalCount = rows[0]?.total ?? (uncounted ? await count() : 0);
      value.totalPages = Math.ceil(value.totalCount / size);
    } else if (request.all) {
      value.totalCount = shown.length;
      value.totalPages = shown.length > 0 ? 1 : 0;
    }
    if (hasMorePages && last) value.nextCursor = cursorAt(sort, last);
    return { ok: true, value };
  };

  if (search) return made(await searched(search));
  const asked = listed();
  if (!kept) return made(await db.rows(asked));
  return readKeptPage(db, {
    ...(kept.reading?.(db, asked) ?? {
      name: nameOfPage(asked),
      read: (known) => db.rows(unlessKnown(asked, Prisma.sql`${known}`)),
    }),
    pageOf: async (rows) => {
      const result = await made(rows);
      if (result.ok) {
        Object.freeze(result.value.items);
        Object.freeze(result.value);
      }
      return result;
    },
    sizeOf: (result) =>
      result.ok ? result.value.items.reduce((sum, item) => sum + kept.sizeOf(item), 0) : 0,
  });
}

/** An expression that counts all rows. */
function totalOf({ total, countFrom }: Ordered, filter: Conditions): Prisma.Sql {
  return total?.(filter) ?? Prisma.sql`(SELECT count(*) FROM ${countFrom} ${where(filter)})`;
}

/** The column that a request sorts by, by the name of its field; `id` when it names none, or none of the list. */
export function sortedBy(listing: Ordered, request: PageRequest): string {
  return sortOf(listing, request)?.name ?? 'id';
}

/** The sort that is asked for; `undefined` when the list has none of that name. */
function sortOf({ sortable }: Ordered, request: PageRequest): Sort | undefined {
  const wanted = request.sortField?.toLowerCase();
  if (!wanted || wanted === 'id') {
    const ascending = request.sortOrder === 'Ascend' || (wanted === 'id' && request.sortOrder !== 'Descend');
    return { name: 'id', column: undefined, direction: ascending ? 'ASC' : 'DESC' };
  }
  const found = Object.entries(sortable).find(([name]) => name.toLowerCase() === wanted);
  return (
    found && {
      name: found[0],
      column: found[1],
      direction: request.sortOrder === 'Descend' ? 'DESC' : 'ASC',
    }
  );
}

/** Where a cursor is: the id there, and the condition that leaves out what comes before; `undefined` when it is none of a page with this sort. */
function position(
  { id }: Ordered,
  sort: Sort,
  cursor: string,
): { id: string; after: Prisma.Sql } | undefined {
  const at = positionOf(cursor);
  const fits =
    at?.sort === sort.name &&
    at.direction === sort.direction &&
    (at.value !== undefined) === (sort.column !== undefined) &&
    (sort.column?.type !== 'timestamptz' || !Number.isNaN(Date.parse(at.value ?? '')));
  if (!at || !fits) return undefined;
  const operator = Prisma.raw(sort.direction === 'ASC' ? '>' : '<');
  if (!sort.column) return { id: at.id, after: Prisma.sql`${id} ${operator} ${at.id}` };
  const { expression, type } = sort.column;
  return {
    id: at.id,
    after: Prisma.sql`(${expression}, ${id}) ${operator} (${at.value}::${Prisma.raw(type)}, ${at.id})`,
  };
}

function cursorAt(sort: Sort, row: Place): string {
  const position: z.output<typeof Position> = {
    sort: sort.name,
    direction: sort.direction,
    id: row.listId,
    ...(sort.column ? { value: row.sortValue ?? '' } : {}),
  };
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function positionOf(cursor: string): z.output<typeof Position> | undefined {
  try {
    const position = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return JSON.stringify(position).includes('\\u0000') ? undefined : position;
  } catch {
    return undefined;
  }
}
