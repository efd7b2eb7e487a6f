import { schemaProblem, titleArguments } from '@ai-sessions/apply';
import type { Principal } from '@ai-sessions/auth';
import {
  type AIFunctionInfo,
  ApiError,
  DeleteAIFunction,
  ExportAIFunctions,
  GetAIFunction,
  ListAIFunctions,
  NewAIFunction,
  PatchAIFunction,
  writeEntityTag,
} from '@ai-sessions/contract';
import {
  createFunction,
  type Db,
  deleteFunction,
  exportFunctions,
  type FunctionValues,
  findFunction,
  findUserById,
  listFunctions,
  replaceFunction,
  type StoredFunction,
} from '@ai-sessions/db';
import { requireAllAccounts } from '../access.ts';
import { forgetCatalogue } from '../catalogue.ts';
import type { Call, Services } from '../context.ts';
import { found, invalid } from '../missing.ts';
import { pageOf } from '../page.ts';
import { requireAsRead } from '../precondition.ts';
import { proposerProcedure, systemAdministratorProcedure } from '../procedures.ts';
import { recordTag } from '../record-tag.ts';
import { router } from '../trpc.ts';
import {
  requirePersonToChange,
  requirePersonToRemove,
  requirePersonToTakeName,
} from './functions-by-program.ts';
import { completed, objectArgumentsProblem } from './object-arguments.ts';

const ANY_OBJECT = '{"type":"object"}';

/** The catalogue of functions that actions may call. */
export const fn = router({
  list: proposerProcedure.survey(ListAIFunctions, async ({ input, principal, db }) => {
    const page = pageOf(await listFunctions(db, principal.accounts, input));
    return { ...page, items: page.items.flatMap((info) => seenBy(principal, info) ?? []) };
  }),

  export: proposerProcedure.stream(ExportAIFunctions, async function* ({ input, principal, db }) {
    for await (const info of exportFunctions(db, principal.accounts, input)) {
      const seen = seenBy(principal, info);
      if (seen) yield seen;
    }
  }),

  get: proposerProcedure.query(GetAIFunction, async (call) => {
    const { input, principal, db } = call;
    const known = await findFunction(db, input.functionId);
    const info = known && seenBy(principal, known.info);
    return answerWith(found(info, 'function', input.functionId), call);
  }),

  create: systemAdministratorProcedure.mutation(NewAIFunction, async (call) => {
    const { input, principal, by, db, context } = call;
    requireAllAccounts(principal);
    const values: FunctionValues = {
      name: input.name,
      title: input.title,
      url: input.url,
      description: input.description,
      parameters: input.parameters ?? ANY_OBJECT,
      risk: input.risk ?? 'Dangerous',
      accountArguments: input.accountArguments ?? [],
      objectArguments: completed(input.objectArguments ?? []),
      accountIds: input.accountIds ?? [],
      judgeIds: input.judgeIds ?? [],
      needsSecondPerson: input.needsSecondPerson ?? false,
      method: input.method ?? 'POST',
      headers: sealed(input.headers ?? {}, context.services),
      readUrl: input.readUrl,
      timeoutSeconds: input.timeoutSeconds ?? 20,
      honoursIdempotencyKey: input.honoursIdempotencyKey ?? false,
      enabled: input.enabled ?? true,
    };
    check(values, context.services);
    await requireJudges(db, values.judgeIds);
    if (!principal.asPerson) await requirePersonToTakeName(db, values.name);
    const created = await createFunction(db, values, by);
    if (!created.ok) throw errorOf(created.reason);
    forgetCatalogue(context.services);
    return answerWith(created.value.info, call);
  }),

  patch: systemAdministratorProcedure.mutation(PatchAIFunction, async (call) => {
    const { input, principal, by, db, context } = call;
    requireAllAccounts(principal);
    const { functionId, headers, objectArguments, ...rest } = input;
    const changes = { ...rest, objectArguments: objectArguments && completed(objectArguments) };
    const known = asRead(found(await findFunction(db, functionId), 'function', functionId), call);
    const isBuiltIn = known.info.target === 'BuiltIn';
    const fixed = Object.keys({ ...changes, ...(headers ? { headers } : {}) }).filter(
      (name) => Reflect.get(input, name) !== undefined && !CHANGEABLE_BUILT_IN.has(name),
    );
    if (isBuiltIn && fixed.length > 0) {
      throw new ApiError('Conflict', {
        message:
          'Of a built-in function only Enabled, Risk, JudgeIds, NeedsSecondPerson and AccountIds can be changed.',
      });
    }
    const values: FunctionValues = {
      ...known.info,
      method: known.info.method ?? 'POST',
      url: known.info.url ?? '',
      ...given(changes),
      headers: headers ? sealed(headers, context.services) : known.headers,
    };
    if (!isBuiltIn) check(values, context.services);
    if (!principal.asPerson) await requirePersonToChange(db, known, values);
    await requireJudges(
      db,
      values.judgeIds.filter((id) => !known.info.judgeIds.includes(id)),
    );
    const target = { id: functionId, version: known.info.version };
    const replaced = await replaceFunction(db, target, values, by);
    if (!replaced.ok) throw errorOf(replaced.reason);
    forgetCatalogue(call.context.services);
    return answerWith(replaced.value.info, call);
  }),

  delete: systemAdministratorProcedure.mutation(DeleteAIFunction, async (call) => {
    const { input, principal, by, db, context } = call;
    requireAllAccounts(principal);
    const { functionId: id } = input;
    const { info } = asRead(found(await findFunction(db, id), 'function', id), call);
    if (info.target === 'BuiltIn') {
      throw new ApiError('Conflict', { message: 'A built-in function stays. Switch it off with Enabled.' });
    }
    if (!principal.asPerson) requirePersonToRemove(info);
    const deleted = await deleteFunction(
      db,
      { id, versions: context.precondition.kind === 'oneOf' ? [info.version] : undefined },
      by,
    );
    if (!deleted.ok) throw errorOf(deleted.reason);
    forgetCatalogue(context.services);
    return undefined;
  }),
});

/** A function as a caller may know it: of the accounts that it may touch, their own; nothing when it is for others. */
function seenBy({ accounts }: Principal, info: AIFunctionInfo): AIFunctionInfo | undefined {
  if (accounts === 'all' || info.accountIds.length === 0) return info;
  const own = info.accountIds.filter((id) => accounts.includes(id));
  return own.length > 0 ? { ...info, accountIds: own } : undefined;
}

const CHANGEABLE_BUILT_IN: ReadonlySet<string> = new Set([
  'enabled',
  'risk',
  'judgeIds',
  'needsSecondPerson',
  'accountIds',
]);

/** The members that are there. */
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function answerWith(info: AIFunctionInfo, { context }: Call<unknown>): AIFunctionInfo {
  context.reply.etag = writeEntityTag(tagOf(info));
  return info;
}

function tagOf(info: AIFunctionInfo) {
  return recordTag(info, info.version);
}

/** The function, if it is as the caller has read it. */
function asRead(known: StoredFunction, { context }: Call<unknown>): StoredFunction {
  requireAsRead(context.precondition, tagOf(known.info));
  return known;
}

function errorOf(reason: 'nameTaken' | 'changedMeanwhile'): ApiError {
  switch (reason) {
    case 'nameTaken':
      return new ApiError('Conflict', { message: 'Another function has this name. Choose another one.' });
    case 'changedMeanwhile':
      return new ApiError('PreconditionFailed');
  }
}

function sealed(
  headers: Readonly<Record<string, string>>,
  { seal }: Services,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, seal(value, name.toLowerCase())]),
  );
}

/** Says everything that is wrong with a function before it is stored: later nobody would know why it cannot be applied. */
function check(values: FunctionValues, { targetProblem }: Services): void {
  const problem = schemaProblem(values.parameters);
  if (problem) {
    throw invalid(
      'Parameters',
      'InvalidValue',
      `'Parameters' must be a JSON Schema that arguments can be checked with: ${problem}.`,
    );
  }
  for (const [fieldName, label, url] of [
    ['Url', 'Url', values.url],
    ['ReadUrl', 'Read Url', values.readUrl],
  ] as const) {
    const wrong = url ? targetProblem(url) : undefined;
    if (wrong) throw invalid(fieldName, 'InvalidValue', `'${label}' cannot be called: ${wrong}`);
  }
  const declared = propertiesOf(values.parameters);
  const unknown = declared && [...titleArguments(values.title)].find((name) => !declared.has(name));
  if (unknown) {
    throw invalid('Title', 'InvalidValue', "'Title' must name arguments that Parameters describes.");
  }
  const wrong = objectArgumentsProblem(values.objectArguments, { declared, targetProblem });
  if (wrong) throw invalid('ObjectArguments', 'InvalidValue', wrong);
}

/**
 * Makes sure that those who are to judge can: that they are users, and system administrators.
 *
 * @throws ApiError `ValidationException`
 */
async function requireJudges(db: Db, ids: readonly string[]): Promise<void> {
  const users = await Promise.all(ids.map((id) => findUserById(db, id)));
  if (users.every((user) => user?.roles.includes('SystemAdministrator'))) return;
  throw invalid(
    'JudgeIds',
    'DoesNotExist',
    "'Judge Ids' must name users who are system administrators. See ListUsers.",
  );
}

/** The names of the arguments that a schema describes; `undefined` when it describes none by name. */
function propertiesOf(parameters: string): ReadonlySet<string> | undefined {
  const schema: unknown = JSON.parse(parameters);
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return undefined;
  return typeof schema.properties === 'object' && schema.properties !== null
    ? new Set(Object.keys(schema.properties))
    : undefined;
}
