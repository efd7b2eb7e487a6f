import type { AIFunctionInfo } from '@ai-sessions/contract';
import type { AccountScope } from './account-scope.ts';
import { type Actor, auditText } from './actor.ts';
import { type Listing, normal, type Page, type PageRequest, readPage } from './page.ts';
import { instantOf, type Sql, sqlStateOf, UNIQUE_VIOLATION } from './statement.ts';

/** A function as it is stored: what is shown of it, and the sealed values of its headers. */
export interface StoredFunction {
  readonly info: AIFunctionInfo & { readonly id: string };
  /** Sealed values by header name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a function is made of. */
export interface FunctionValues {
  readonly name: string;
  readonly description?: string;
  readonly title: string;
  readonly parameters: string;
  readonly risk: string;
  readonly accountArguments: readonly string[];
  readonly accountIds: readonly string[];
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly readUrl?: string;
  readonly timeoutSeconds: number;
  readonly honoursIdempotencyKey: boolean;
  readonly enabled: boolean;
}

/** A row of functions as PostgreSQL turns it into JSON. That is much cheaper there than to name each member. */
export interface FunctionRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly title: string;
  readonly parameters: string;
  readonly risk: AIFunctionInfo['risk'];
  readonly account_arguments: string[];
  readonly account_ids: string[];
  readonly target: AIFunctionInfo['target'];
  readonly method: AIFunctionInfo['method'] | null;
  readonly url: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly read_url: string | null;
  readonly timeout_seconds: number;
  readonly honours_idempotency_key: boolean;
  readonly enabled: boolean;
  readonly version: number;
  readonly date_created: string;
  readonly date_last_modified: string;
  readonly created_by: string;
  readonly last_modified_by: string;
}

/** Members in the order of the contract, absent ones left out. */
export function functionOf(row: FunctionRow): StoredFunction {
  return {
    headers: row.headers,
    info: {
      name: row.name,
      ...(row.description === null ? {} : { description: row.description }),
      title: row.title,
      parameters: row.parameters,
      risk: row.risk,
      accountArguments: row.account_arguments,
      accountIds: row.account_ids,
      target: row.target,
      ...(row.method === null ? {} : { method: row.method }),
      ...(row.url === null ? {} : { url: row.url }),
      headerNames: Object.keys(row.headers).sort(),
      ...(row.read_url === null ? {} : { readUrl: row.read_url }),
      timeoutSeconds: row.timeout_seconds,
      honoursIdempotencyKey: row.honours_idempotency_key,
      enabled: row.enabled,
      version: row.version,
      id: row.id,
      dateCreated: instantOf(row.date_created),
      dateLastModified: instantOf(row.date_last_modified),
      createdBy: row.created_by,
      lastModifiedBy: row.last_modified_by,
    },
  };
}

interface Row {
  fn: FunctionRow;
}

const listing: Listing<Row, AIFunctionInfo> = {
  columns: 'to_json(f) AS fn',
  from: 'ai_function f',
  countFrom: 'ai_function f',
  id: 'f.id',
  sortable: {
    name: { expression: normal('f.name'), type: 'text' },
    dateCreated: { expression: 'f.date_created', type: 'timestamptz' },
    dateLastModified: { expression: 'f.date_last_modified', type: 'timestamptz' },
  },
  item: (row) => functionOf(row.fn).info,
};

/** Reads a page of the catalogue, without functions that are for accounts outside of the scope only. */
export function listFunctions(
  sql: Sql,
  scope: AccountScope,
  request: PageRequest & { readonly nameFilter?: string },
): Promise<Page<AIFunctionInfo>> {
  return readPage(sql, listing, request, (conditions) => {
    conditions.addText('f.name', request.nameFilter);
    if (scope !== 'all') {
      conditions.add(`(f.account_ids = '{}' OR f.account_ids && ${conditions.value(scope)}::text[])`);
    }
  });
}

/** Reads a function; `undefined` when there is none. */
export async function findFunction(sql: Sql, id: string): Promise<StoredFunction | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'ai-function-find',
    text: `SELECT to_json(f) AS fn FROM ai_function f WHERE id = $1`,
    values: [id],
  });
  return row && functionOf(row.fn);
}

/** Reads a function by the name that actions give; `undefined` when there is none. */
export async function findFunctionByName(sql: Sql, name: string): Promise<StoredFunction | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'ai-function-find-by-name',
    text: `SELECT to_json(f) AS fn FROM ai_function f WHERE ${normal('name')} = ${normal('$1')}`,
    values: [name],
  });
  return row && functionOf(row.fn);
}

const COLUMNS =
  'name, description, title, parameters, risk, account_arguments, account_ids, method, url, headers, read_url, timeout_seconds, honours_idempotency_key, enabled, last_modified_by';

function columnValues(values: FunctionValues, by: Actor): unknown[] {
  return [
    values.name,
    values.description || null,
    values.title,
    values.parameters,
    values.risk,
    values.accountArguments,
    values.accountIds,
    values.method,
    values.url,
    JSON.stringify(values.headers),
    values.readUrl || null,
    values.timeoutSeconds,
    values.honoursIdempotencyKey,
    values.enabled,
    by.userName,
  ];
}

/** Adds a function; `taken` when another has its name. */
export async function createFunction(
  sql: Sql,
  values: FunctionValues,
  by: Actor,
): Promise<StoredFunction | 'taken'> {
  return unlessTaken(async () => {
    const [row] = await sql.rows<Row>({
      name: 'ai-function-create',
      text: `INSERT INTO ai_function AS f (target, created_by, ${COLUMNS})
             SELECT 'Http', $15, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 FROM audit_as($16)
             RETURNING to_json(f) AS fn`,
      values: [...columnValues(values, by), auditText(by)],
    });
    if (!row) throw new Error('PostgreSQL returned no row for an insert.');
    return functionOf(row.fn);
  });
}

/** Replaces a function; `undefined` when it is gone or no longer has this version, `taken` when another has its name. */
export async function replaceFunction(
  sql: Sql,
  target: { readonly id: string; readonly version: number },
  values: FunctionValues,
  by: Actor,
): Promise<StoredFunction | 'taken' | undefined> {
  return unlessTaken(async () => {
    const [row] = await sql.rows<Row>({
      name: 'ai-function-replace',
      text: `UPDATE ai_function f SET (${COLUMNS}, version, date_last_modified) =
               ($1, $2, $3, $4, $5, $6::text[], $7::text[], CASE target WHEN 'Http' THEN $8 END,
                CASE target WHEN 'Http' THEN $9 END, $10, $11, $12, $13, $14, $15, version + 1, now())
             FROM audit_as($16) WHERE id = $17 AND version = $18 RETURNING to_json(f) AS fn`,
      values: [...columnValues(values, by), auditText(by), target.id, target.version],
    });
    return row && functionOf(row.fn);
  });
}

/** Removes a function; `false` when it is gone or no longer has one of the versions. */
export async function deleteFunction(
  sql: Sql,
  target: { readonly id: string; readonly versions?: readonly number[] },
  by: Actor,
): Promise<boolean> {
  const rows = await sql.rows({
    text: `DELETE FROM ai_function USING audit_as($2)
           WHERE id = $1 AND ($3::int[] IS NULL OR version = ANY($3)) RETURNING 1`,
    values: [target.id, auditText(by), target.versions ?? null],
  });
  return rows.length > 0;
}

async function unlessTaken<T>(work: () => Promise<T>): Promise<T | 'taken'> {
  try {
    return await work();
  } catch (error) {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return 'taken';
    throw error;
  }
}
