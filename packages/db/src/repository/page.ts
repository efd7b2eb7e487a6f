import { createHash } from 'node:crypto';
import { ApiError, DEFAULT_COUNT_PER_PAGE, type FieldError, MAXIMUM_ALL } from '@ai-sessions/contract';
import { z } from 'zod';
import type { AccountScope } from './account-scope.ts';
import type { Sql, Statement } from './statement.ts';

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

/** An instant after all others, for what has not happened yet. */
export const NEVER = "'9999-12-31T00:00:00Z'::timestamptz";

/** A column to sort by: an expression that is never null, and its type. */
interface SortColumn {
  readonly expression: string;
  readonly type: 'text' | 'timestamptz';
}

/** What a list is made of. Expressions use the aliases of `from`. */
export interface Listing<Row, Item> {
  readonly columns: string;
  /** FROM and JOINs. */
  readonly from: string;
  /** FROM with what the filters need, for counting. */
  readonly countFrom: string;
  /** The id column; also the default order and the tie-breaker of every other. */
  readonly id: string;
  /** Columns that a caller may sort by, by wire name. */
  readonly sortable: Readonly<Record<string, SortColumn>>;
  readonly item: (row: Row) => Item;
}

/** Builds the text of a statement and collects its values. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #conditions: string[] = [];

  /** The placeholder of a value. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(condition: string): void {
    this.#conditions.push(condition);
  }

  /** Keeps the rows whose column is one of the ids. One id is compared directly, so that an index gives the order. */
  addIds(column: string, ids: readonly string[] | undefined): void {
    if (!ids || ids.length === 0) return;
    this.add(
      ids.length === 1 ? `${column} = ${this.value(ids[0])}` : `${column} = ANY(${this.value(ids)}::text[])`,
    );
  }

  /** Keeps the rows whose account is in the scope. */
  addScope(column: string, scope: AccountScope): void {
    if (scope !== 'all') this.add(`${column} = ANY(${this.value(scope)}::text[])`);
  }

  /** Keeps the rows whose column contains the text, in any case and in any Unicode form. */
  addText(column: string, text: string | undefined): void {
    if (text) this.add(`${normal(column)} ILIKE ${this.value(containing(text))}`);
  }

  /** Keeps the rows whose instant is not before `from` and before `until`, both ISO 8601. */
  addInstants(column: string, from: string | undefined, until: string | undefined): void {
    if (from) this.add(`${column} >= ${this.value(from)}::timestamptz`);
    if (until) this.add(`${column} < ${this.value(until)}::timestamptz`);
  }

  get where(): string {
    return this.whereAnd([]);
  }

  /** The conditions and further ones that hold for one part of the statement only. */
  whereAnd(further: readonly string[]): string {
    const all = [...this.#conditions, ...further];
    return all.length > 0 ? `WHERE ${all.join(' AND ')}` : '';
  }
}

/**
 * A way to the rows of a list that is worth more than one statement. What it returns stands after FROM in place of the
 * list's own, has its aliases, and keeps to the conditions.
 */
export interface Search {
  /** Gives the first rows of the list, and possibly none further on: whether they make so many is tried first. */
  first(conditions: Conditions, along: Along): string;
  /** Gives all rows. `filter` is what the conditions were made of, without a position. */
  all(conditions: Conditions, filter: Filter): Promise<string>;
  /** An expression that counts all rows. */
  count(conditions: Conditions, filter: Filter): Promise<string>;
}

/** How to go along a list. */
interface Along {
  readonly order: string;
  /** The condition that leaves out what comes before the page; nothing when it is the first. */
  readonly after: readonly string[];
  /** Rows from there to the end of the page. */
  readonly rows: number;
}

/** Adds the conditions of a list; they do not depend on its page. */
export type Filter = (conditions: Conditions) => void;

/** The text of an expression in the form in which text is compared (NFC). What is stored stays as it was sent. */
export function normal(expression: string): string {
  return `nfc(${expression})`;
}

/** The pattern of ILIKE that matches whatever contains a text, when it is {@link normal}. */
export function containing(text: string): string {
  return `%${text.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`;
}

interface Sort {
  readonly name: string;
  readonly column: SortColumn | undefined;
  readonly direction: 'ASC' | 'DESC';
}

const Position = z.strictObject({
  sort: z.string().max(100),
  direction: z.enum(['ASC', 'DESC']),
  value: z.string().max(3_000).optional(),
  id: z.string().max(100),
});

type Counted<Row> = Row & { total?: number; sort_value?: string; list_id: string };

/**
 * Reads one page. The cost of a cursor does not grow with depth: it continues from a position in an index
 * instead of counting rows off.
 */
export async function readPage<Row, Item>(
  sql: Sql,
  listing: Listing<Row, Item>,
  request: PageRequest,
  narrow: Filter,
  search?: Search,
): Promise<Page<Item>> {
  const sort = sortOf(listing, request);
  const size = request.all ? MAXIMUM_ALL : request.countPerPage || DEFAULT_COUNT_PER_PAGE;
  const page = request.all || request.cursor ? 0 : (request.page ?? 0);
  const counted = !request.simplifiedPaging && !request.cursor && !request.all;

  const filter: Filter = (conditions) => {
    conditions.addIds(listing.id, request.specificIds);
    narrow(conditions);
  };
  const columns = [listing.columns, `${listing.id} AS list_id`];
  if (sort.column) columns.push(`(${sort.column.expression})::text AS sort_value`);
  const order = sort.column
    ? `${sort.column.expression} ${sort.direction}, ${listing.id} ${sort.direction}`
    : `${listing.id} ${sort.direction}`;

  const pageOf = (conditions: Conditions, from: string, further: readonly string[] = []): Statement => {
    const limit = conditions.value(size + 1);
    const offset = page > 0 ? `OFFSET ${conditions.value(page * size)}` : '';
    return {
      text: `SELECT ${[...columns, ...further].join(', ')} FROM ${from} ORDER BY ${order} LIMIT ${limit} ${offset}`,
      values: conditions.values,
    };
  };
  const after = (conditions: Conditions): readonly string[] =>
    request.cursor ? [position(conditions, listing, sort, request.cursor)] : [];

  async function listed(): Promise<Counted<Row>[]> {
    const conditions = new Conditions();
    filter(conditions);
    const total = counted ? [`(SELECT count(*) FROM ${listing.countFrom} ${conditions.where}) AS total`] : [];
    const where = conditions.whereAnd(after(conditions));
    return sql.rows(named(pageOf(conditions, `${listing.from} ${where}`, total)));
  }

  // Statements of a search have no name: which plan is good depends on the text, so that none must be kept.
  async function searched(by: Search): Promise<Counted<Row>[]> {
    const near = new Conditions();
    filter(near);
    const along = { order, after: after(near), rows: (page + 1) * size };
    const rows = await sql.rows<Counted<Row>>(pageOf(near, by.first(near, along)));
    if (rows.length > size) return rows;
    const everywhere = new Conditions();
    filter(everywhere);
    for (const condition of after(everywhere)) everywhere.add(condition);
    return sql.rows(pageOf(everywhere, await by.all(everywhere, filter)));
  }

  async function count(): Promise<number> {
    const conditions = new Conditions();
    filter(conditions);
    const expression = search
      ? await search.count(conditions, filter)
      : `(SELECT count(*) FROM ${listing.countFrom} ${conditions.where})`;
    const statement = { text: `SELECT ${expression} AS total`, values: conditions.values };
    const [row] = await sql.rows<{ total: number }>(search ? statement : named(statement));
    return row?.total ?? 0;
  }

  const rows = search ? await searched(search) : await listed();
  const hasMorePages = rows.length > size;
  if (request.all && hasMorePages) {
    throw refused({
      errorCode: 'TooManyRows',
      fieldName: 'All',
      message: `'All' returns at most ${MAXIMUM_ALL} rows and there are more. Page with 'Cursor', or filter.`,
    });
  }
  const shown = hasMorePages ? rows.slice(0, size) : rows;
  const last = shown.at(-1);
  const result: Page<Item> = { items: shown.map(listing.item), hasMorePages };
  if (counted) {
    const uncounted = search ? rows.length > 0 || page > 0 : page > 0;
    result.totalCount = rows[0]?.total ?? (uncounted ? await count() : 0);
    result.totalPages = Math.ceil(result.totalCount / size);
  } else if (request.all) {
    result.totalCount = shown.length;
    result.totalPages = shown.length > 0 ? 1 : 0;
  }
  if (hasMorePages && last) result.nextCursor = cursorAt(sort, last);
  return result;
}

/** Every text gets its own plan; the texts are few, because only their shape varies. */
function named(statement: Statement): Statement {
  return { ...statement, name: createHash('sha1').update(statement.text).digest('base64url') };
}

function sortOf<Row, Item>(listing: Listing<Row, Item>, request: PageRequest): Sort {
  const wanted = request.sortField?.toLowerCase();
  if (!wanted || wanted === 'id') {
    const ascending = request.sortOrder === 'Ascend' || (wanted === 'id' && request.sortOrder !== 'Descend');
    return { name: 'id', column: undefined, direction: ascending ? 'ASC' : 'DESC' };
  }
  const found = Object.entries(listing.sortable).find(([name]) => name.toLowerCase() === wanted);
  if (!found) {
    throw refused({
      errorCode: 'InvalidValue',
      fieldName: 'SortField',
      message: `'Sort Field' must be one of ${['id', ...Object.keys(listing.sortable)].join(', ')}.`,
    });
  }
  return {
    name: found[0],
    column: found[1],
    direction: request.sortOrder === 'Descend' ? 'DESC' : 'ASC',
  };
}

/** The condition that leaves out what comes before a cursor. */
function position<Row, Item>(
  conditions: Conditions,
  listing: Listing<Row, Item>,
  sort: Sort,
  cursor: string,
): string {
  const at = positionOf(cursor);
  const fits =
    at?.sort === sort.name &&
    at.direction === sort.direction &&
    (at.value !== undefined) === (sort.column !== undefined) &&
    (sort.column?.type !== 'timestamptz' || !Number.isNaN(Date.parse(at.value ?? '')));
  if (!at || !fits) {
    throw refused({
      errorCode: 'InvalidValue',
      fieldName: 'Cursor',
      message: "'Cursor' must be the NextCursor of a page with the same sort. Start again without it.",
    });
  }
  const operator = sort.direction === 'ASC' ? '>' : '<';
  const id = conditions.value(at.id);
  return sort.column
    ? `(${sort.column.expression}, ${listing.id}) ${operator} (${conditions.value(at.value)}::${sort.column.type}, ${id})`
    : `${listing.id} ${operator} ${id}`;
}

function cursorAt(sort: Sort, row: { list_id: string; sort_value?: string }): string {
  const position: z.output<typeof Position> = {
    sort: sort.name,
    direction: sort.direction,
    id: row.list_id,
    ...(sort.column ? { value: row.sort_value ?? '' } : {}),
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

function refused(field: FieldError): ApiError {
  return new ApiError('ValidationException', { fields: [field] });
}
