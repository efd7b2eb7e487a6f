import { AIFunctionInfo, type AIObjectArgument, objectArguments } from '@ai-sessions/contract';
import { z } from 'zod';
import { type AccountScope, isWithin } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type AIFunction, Prisma } from '../generated/prisma/client.ts';
import type { Refusal, Result } from '../result.ts';
import { anyOpenActionOfFunction } from '../sql/action/any-open-action-of-function.ts';
import { selectCatalogueVersion } from '../sql/function/catalogue-version.ts';
import { selectFunctionByName } from '../sql/function/find-function-by-name.ts';
import { selectFunctionsByName } from '../sql/function/find-functions-by-name.ts';
import { contains, equals, isTrue, normal } from '../statement/conditions.ts';
import type { JsonRow } from '../statement/json-row.ts';
import { entityInfoOf } from './entity-info.ts';
import { everyRow } from './every-row.ts';
import { doneUnlessChanged, type RecordInVersion, whereInVersion } from './in-version.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';
import { unlessTaken } from './unless-taken.ts';

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
  readonly objectArguments: readonly AIObjectArgument[];
  readonly accountIds: readonly string[];
  readonly judgeIds: readonly string[];
  readonly needsSecondPerson: boolean;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly readUrl?: string;
  readonly timeoutSeconds: number;
  readonly honoursIdempotencyKey: boolean;
  readonly enabled: boolean;
}

const headersOf = z.record(z.string(), z.string());

/** A function of a row that PostgreSQL made JSON of. */
export function functionOf(row: JsonRow<AIFunction>): StoredFunction {
  return storedFunction({
    id: row.id,
    name: row.name,
    description: row.description,
    title: row.title,
    parameters: row.parameters,
    risk: row.risk,
    accountArguments: row.account_arguments,
    objectArguments: row.object_arguments,
    accountIds: row.account_ids,
    judgeIds: row.judge_ids,
    needsSecondPerson: row.needs_second_person,
    target: row.target,
    method: row.method,
    url: row.url,
    headers: row.headers,
    readUrl: row.read_url,
    timeoutSeconds: row.timeout_seconds,
    honoursIdempotencyKey: row.honours_idempotency_key,
    enabled: row.enabled,
    version: row.version,
    dateCreated: new Date(row.date_created),
    dateLastModified: new Date(row.date_last_modified),
    createdBy: row.created_by,
    lastModifiedBy: row.last_modified_by,
  });
}

/** Members in the order of the contract, absent ones left out. */
function storedFunction(row: AIFunction): StoredFunction {
  const { risk, target, method } = AIFunctionInfo.fields;
  const headers = headersOf.parse(row.headers);
  return {
    headers,
    info: {
      name: row.name,
      ...(row.description === null ? {} : { description: row.description }),
      title: row.title,
      parameters: row.parameters,
      risk: risk.schema.parse(row.risk),
      accountArguments: row.accountArguments,
      objectArguments: objectArguments.parse(row.objectArguments),
      accountIds: row.accountIds,
      judgeIds: row.judgeIds,
      needsSecondPerson: row.needsSecondPerson,
      target: target.schema.parse(row.target),
      ...(row.method === null ? {} : { method: method.schema.parse(row.method) }),
      ...(row.url === null ? {} : { url: row.url }),
      headerNames: Object.keys(headers).sort(),
      ...(row.readUrl === null ? {} : { readUrl: row.readUrl }),
      timeoutSeconds: row.timeoutSeconds,
      honoursIdempotencyKey: row.honoursIdempotencyKey,
      enabled: row.enabled,
      version: row.version,
      ...entityInfoOf(row),
    },
  };
}

const listing: ModelListing<AIFunctionInfo> = {
  from: Prisma.sql`ai_function f`,
  countFrom: Prisma.sql`ai_function f`,
  id: Prisma.sql`f.id`,
  sortable: {
    name: { expression: normal(Prisma.sql`f.name`), type: 'text' },
    dateCreated: { expression: Prisma.sql`f.date_created`, type: 'timestamptz' },
    dateLastModified: { expression: Prisma.sql`f.date_last_modified`, type: 'timestamptz' },
  },
  async read(db, ids) {
    const rows = await db.prisma.aIFunction.findMany({ where: { id: { in: ids } } });
    return rows.map((row) => storedFunction(row).info);
  },
};

/** What lists of functions are narrowed down by. */
interface FunctionFilters {
  /** Part of the name. */
  readonly nameFilter?: string;
  readonly risk?: AIFunctionInfo['risk'];
  readonly enabled?: boolean;
}

/** Reads a page of the catalogue, without functions that are for accounts outside of the scope only. */
export function listFunctions(
  db: Db,
  scope: AccountScope,
  request: PageRequest & FunctionFilters,
): Promise<PageResult<AIFunctionInfo>> {
  return readModelPage(db, listing, request, [
    ...contains(Prisma.sql`f.name`, request.nameFilter),
    ...equals(Prisma.sql`f.risk`, request.risk),
    ...isTrue(Prisma.sql`f.enabled`, request.enabled),
    ...(scope === 'all'
      ? []
      : [Prisma.sql`(f.account_ids = '{}' OR f.account_ids && ${[...scope]}::text[])`]),
  ]);
}

/** Reads all matching functions that are not for accounts outside of the scope only, newest first. */
export function exportFunctions(
  db: Db,
  scope: AccountScope,
  filters: FunctionFilters,
): AsyncGenerator<AIFunctionInfo> {
  return everyRow((page) => listFunctions(db, scope, { ...filters, ...page }));
}

/** Reads a function; `undefined` when there is none. */
export async function findFunction(db: Db, id: string): Promise<StoredFunction | undefined> {
  const row = await db.prisma.aIFunction.findUnique({ where: { id } });
  return row ? storedFunction(row) : undefined;
}

/** Reads a function by the name that actions give; `undefined` when there is none. */
export async function findFunctionByName(db: Db, name: string): Promise<StoredFunction | undefined> {
  const found = await db.row(selectFunctionByName(name));
  return found && findFunction(db, found.id);
}

/**
 * Reads the functions that have the names that actions give, as far as there are such and they may be known to whoever
 * works on the scope.
 */
export async function findFunctionsByName(
  db: Db,
  scope: AccountScope,
  names: readonly string[],
): Promise<readonly StoredFunction[]> {
  const rows = await db.rows(selectFunctionsByName(names));
  return rows.map(({ row }) => functionOf(row)).filter((fn) => mayBeKnown(scope, fn));
}

/** Whether actions that may yet be carried out call a function by a name, also one that there is not (any more). */
export async function hasOpenActions(db: Db, functionName: string): Promise<boolean> {
  const row = await db.row(anyOpenActionOfFunction(functionName));
  return row?.found ?? false;
}

/** Whether a function is not for accounts outside of a scope only: from others it is hidden, by whichever way. */
export function mayBeKnown(scope: AccountScope, { info: { accountIds } }: StoredFunction): boolean {
  return scope === 'all' || accountIds.length === 0 || accountIds.some((id) => isWithin(scope, id));
}

/** Counts the changes of the catalogue: what was made of its functions holds as long as this stays. */
export async function catalogueVersion(db: Db): Promise<number> {
  const row = await db.row(selectCatalogueVersion());
  return row?.version ?? 0;
}

function dataOf(values: FunctionValues) {
  return {
    name: values.name,
    description: values.description || null,
    title: values.title,
    parameters: values.parameters,
    risk: values.risk,
    accountArguments: [...values.accountArguments],
    objectArguments: values.objectArguments.map((named) => ({ ...named })),
    accountIds: [...values.accountIds],
    judgeIds: [...values.judgeIds],
    needsSecondPerson: values.needsSecondPerson,
    headers: { ...values.headers },
    readUrl: values.readUrl || null,
    timeoutSeconds: values.timeoutSeconds,
    honoursIdempotencyKey: values.honoursIdempotencyKey,
    enabled: values.enabled,
  };
}

/** Adds a function with a name that no other has. */
export function createFunction(
  db: Db,
  values: FunctionValues,
  by: Actor,
): Promise<Result<StoredFunction, Refusal<'nameTaken'>>> {
  const { method, url } = values;
  const { userName } = by;
  return unlessTaken<StoredFunction, never>(async () => {
    const row = await db.write(by, ({ prisma }) =>
      prisma.aIFunction.create({
        data: {
          ...dataOf(values),
          target: 'Http',
          method,
          url,
          createdBy: userName,
          lastModifiedBy: userName,
        },
      }),
    );
    return { ok: true, value: storedFunction(row) };
  });
}

/** Replaces a function in this version, by one with a name that no other has. */
export function replaceFunction(
  db: Db,
  { id, version }: { readonly id: string; readonly version: number },
  values: FunctionValues,
  by: Actor,
): Promise<Result<StoredFunction, Refusal<'nameTaken' | 'changedMeanwhile'>>> {
  const { method, url } = values;
  return unlessTaken<StoredFunction, Refusal<'changedMeanwhile'>>(() =>
    db.write(by, async ({ prisma, now }) => {
      const known = await prisma.aIFunction.findUnique({ where: { id }, select: { target: true } });
      const [row] = await prisma.aIFunction.updateManyAndReturn({
        where: { id, version },
        data: {
          ...dataOf(values),
          // Built-in functions have neither.
          ...(known?.target === 'Http' ? { method, url } : {}),
          version: { increment: 1 },
          lastModifiedBy: by.userName,
          dateLastModified: now,
        },
      });
      return row ? { ok: true, value: storedFunction(row) } : { ok: false, reason: 'changedMeanwhile' };
    }),
  );
}

/** Removes a function, if it is still there in one of the versions. */
export async function deleteFunction(
  db: Db,
  record: RecordInVersion,
  by: Actor,
): Promise<Result<undefined, Refusal<'changedMeanwhile'>>> {
  const { count } = await db.write(by, ({ prisma }) =>
    prisma.aIFunction.deleteMany({ where: whereInVersion(record) }),
  );
  return doneUnlessChanged(count);
}
