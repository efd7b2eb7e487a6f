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

  /** Keeps the rows whose column contains the text, in any case. */
  addText(column: string, text: string | undefined): void {
    if (text) this.add(`${column} ILIKE ${this.value(containing(text))}`);
  }

  /** Keeps the rows whose instant is not before `from` and before `until`, both ISO 8601. */
  addInstants(column: string, from: string | undefined, until: string | undefined): void {
    if (from) this.add(`${column} >= ${this.value(from)}::timestamptz`);
    if (until) this.add(`${column} < ${this.value(until)}::timestamptz`);
  }

  get where(): string {
    return this.#conditions.length > 0 ? `WHERE ${this.#conditions.join(' AND ')}` : '';
  }
}

/** The pattern of ILIKE that matches whatever contains a text. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
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
  filter: (conditions: Conditions) => void,
): Promise<Page<Item>> {
  const sort = sortOf(listing, request);
  const size = request.all ? MAXIMUM_ALL : request.countPerPage || DEFAULT_COUNT_PER_PAGE;
  const page = request.all || request.cursor ? 0 : (request.page ?? 0);
  const counted = !request.simplifiedPaging && !request.cursor && !request.all;

  const conditions = new Conditions();
  conditions.addIds(listing.id, request.specificIds);
  filter(conditions);
  const filterWhere = conditions.where;
  if (request.cursor) addPosition(conditions, listing, sort, request.cursor);

  const columns = [listing.columns, `${listing.id} AS list_id`];
  if (sort.column) columns.push(`(${sort.column.expression})::text AS sort_value`);
  if (counted) columns.push(`(SELECT count(*) FROM ${listing.countFrom} ${filterWhere}) AS total`);
  const order = sort.column
    ? `${sort.column.expression} ${sort.direction}, ${listing.id} ${sort.direction}`
    : `${listing.id} ${sort.direction}`;
  const countStatement: Statement = {
    text: `SELECT count(*) AS total FROM ${listing.countFrom} ${filterWhere}`,
    values: [...conditions.values],
  };
  const limit = conditions.value(size + 1);
  const offset = page > 0 ? `OFFSET ${conditions.value(page * size)}` : '';
  const rows = await sql.rows<Counted<Row>>(
    named({
      text: `SELECT ${columns.join(', ')} FROM ${listing.from} ${conditions.where} ORDER BY ${order} LIMIT ${limit} ${offset}`,
      values: conditions.values,
    }),
  );

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
    const empty = rows.length === 0 && page > 0;
    result.totalCount =
      rows[0]?.total ??
      (empty ? (await sql.rows<{ total: number }>(named(countStatement)))[0]?.total : 0) ??
      0;
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
      message: `'Sort Field' must be one of id, ${Object.keys(listing.sortable).join(', ')}.`,
    });
  }
  return {
    name: found[0],
    column: found[1],
    direction: request.sortOrder === 'Descend' ? 'DESC' : 'ASC',
  };
}

function addPosition<Row, Item>(
  conditions: Conditions,
  listing: Listing<Row, Item>,
  sort: Sort,
  cursor: string,
): void {
  const position = positionOf(cursor);
  const fits =
    position?.sort === sort.name &&
    position.direction === sort.direction &&
    (position.value !== undefined) === (sort.column !== undefined) &&
    (sort.column?.type !== 'timestamptz' || !Number.isNaN(Date.parse(position.value ?? '')));
  if (!position || !fits) {
    throw refused({
      errorCode: 'InvalidValue',
      fieldName: 'Cursor',
      message: "'Cursor' must be the NextCursor of a page with the same sort. Start again without it.",
    });
  }
  const operator = sort.direction === 'ASC' ? '>' : '<';
  const id = conditions.value(position.id);
  conditions.add(
    sort.column
      ? `(${sort.column.expression}, ${listing.id}) ${operator} (${conditions.value(position.value)}::${sort.column.type}, ${id})`
      : `${listing.id} ${operator} ${id}`,
  );
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
