import type { AIFunctionInfo } from '@ai-sessions/contract';
import { type Actor, auditText } from './actor.ts';
import { type Listing, type Page, type PageRequest, readPage } from './page.ts';
import { type Sql, sqlStateOf, UNIQUE_VIOLATION } from './statement.ts';

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

/** A function as JSON, with the names of {@link AIFunctionInfo} and the sealed headers beside them. */
export function functionJson(alias: string): string {
  const instant = (column: string) =>
    `to_char(${alias}.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return `json_build_object('headers', ${alias}.headers, 'info', json_strip_nulls(json_build_object(
    'name', ${alias}.name, 'description', ${alias}.description, 'title', ${alias}.title,
    'parameters', ${alias}.parameters, 'risk', ${alias}.risk, 'accountArguments', ${alias}.account_arguments,
    'accountIds', ${alias}.account_ids, 'target', ${alias}.target, 'method', ${alias}.method, 'url', ${alias}.url,
    'headerNames', ARRAY(SELECT jsonb_object_keys(${alias}.headers) ORDER BY 1), 'readUrl', ${alias}.read_url,
    'timeoutSeconds', ${alias}.timeout_seconds, 'honoursIdempotencyKey', ${alias}.honours_idempotency_key,
    'enabled', ${alias}.enabled, 'version', ${alias}.version, 'id', ${alias}.id,
    'dateCreated', ${instant('date_created')}, 'dateLastModified', ${instant('date_last_modified')},
    'createdBy', ${alias}.created_by, 'lastModifiedBy', ${alias}.last_modified_by)))`;
}

interface Row {
  fn: StoredFunction;
}

const listing: Listing<Row, AIFunctionInfo> = {
  columns: `${functionJson('f')} AS fn`,
  from: 'ai_function f',
  countFrom: 'ai_function f',
  id: 'f.id',
  sortable: {
    name: { expression: 'f.name', type: 'text' },
    dateCreated: { expression: 'f.date_created', type: 'timestamptz' },
    dateLastModified: { expression: 'f.date_last_modified', type: 'timestamptz' },
  },
  item: (row) => row.fn.info,
};

/** Reads a page of the catalogue. */
export function listFunctions(
  sql: Sql,
  request: PageRequest & { readonly nameFilter?: string },
): Promise<Page<AIFunctionInfo>> {
  return readPage(sql, listing, request, (conditions) => conditions.addText('f.name', request.nameFilter));
}

/** Reads a function; `undefined` when there is none. */
export async function findFunction(sql: Sql, id: string): Promise<StoredFunction | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'ai-function-find',
    text: `SELECT ${functionJson('f')} AS fn FROM ai_function f WHERE id = $1`,
    values: [id],
  });
  return row?.fn;
}

/** Reads a function by the name that actions give; `undefined` when there is none. */
export async function findFunctionByName(sql: Sql, name: string): Promise<StoredFunction | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'ai-function-find-by-name',
    text: `SELECT ${functionJson('f')} AS fn FROM ai_function f WHERE name = $1`,
    values: [name],
  });
  return row?.fn;
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
             RETURNING ${functionJson('f')} AS fn`,
      values: [...columnValues(values, by), auditText(by)],
    });
    if (!row) throw new Error('PostgreSQL returned no row for an insert.');
    return row.fn;
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
             FROM audit_as($16) WHERE id = $17 AND version = $18 RETURNING ${functionJson('f')} AS fn`,
      values: [...columnValues(values, by), auditText(by), target.id, target.version],
    });
    return row?.fn;
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
