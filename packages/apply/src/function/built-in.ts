import {
  ApiError,
  type Dto,
  type Operation,
  PatchAccount,
  PatchAISession,
  parseRequest,
  type Value,
} from '@ai-sessions/contract';
import {
  type Actor,
  changeAccount,
  changeSessionValues,
  type Db,
  findAccount,
  type SessionRecord,
} from '@ai-sessions/db';

/** What a built-in function works with. */
interface BuiltInCall {
  readonly db: Db;
  readonly record: SessionRecord;
  readonly values: Readonly<Record<string, unknown>>;
  readonly by: Actor;
}

/** What a built-in function has done: why it could not do it, or what it changed of the session. */
export type Effect =
  | { readonly problem: string; readonly changes?: undefined }
  | { readonly problem?: undefined; readonly changes: SessionChanges };

/** Members of a session that a built-in function changes. */
export type SessionChanges = Pick<SessionRecord['session'], 'purpose' | 'accountName'>;

/** A function on our own data. */
interface BuiltIn {
  /** All that is wrong with arguments that fit the schema, a sentence each. */
  readonly problems: (values: BuiltInCall['values']) => readonly string[];
  /** Carries it out. */
  readonly call: (call: BuiltInCall) => Promise<Effect>;
  /** The values that it changes, as they are now. */
  readonly read: (call: Omit<BuiltInCall, 'by'>) => Promise<Readonly<Record<string, unknown>>>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a built-in function is asked for, held to the rules of the operation that does the same. */
function inputOf<Request extends Dto>(
  operation: Operation<Request>,
  input: object,
): { readonly value: Value<Request> } | { readonly problems: readonly string[] } {
  try {
    return { value: parseRequest(operation.request, input) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { problems: error.fields.map(({ message }) => message) };
  }
}

function problemsIn(input: object | { readonly problems: readonly string[] }): readonly string[] {
  return 'problems' in input ? input.problems : [];
}

const renameAccountFunction: BuiltIn = {
  problems: ({ accountId, name }) => problemsIn(inputOf(PatchAccount, { accountId, name })),
  async call({ db, record, values, by }) {
    const input = inputOf(PatchAccount, { accountId: values.accountId, name: values.name });
    if ('problems' in input) return { problem: input.problems.join(' ') };
    const { accountId: id, name = '' } = input.value;
    const renamed = await changeAccount(db, 'all', { id, name, by });
    if (!renamed) return { problem: `There is no account with the id '${id}'.` };
    return { changes: id === record.session.accountId ? { accountName: renamed.name } : {} };
  },
  async read({ db, values }) {
    const account = await findAccount(db, 'all', text(values.accountId));
    return account ? { name: account.name } : {};
  },
};

const setSessionPurposeFunction: BuiltIn = {
  problems: ({ purpose }) => problemsIn(inputOf(PatchAISession, { sessionId: 'this', purpose })),
  async call({ db, record, values, by }) {
    const { id } = record.session;
    const input = inputOf(PatchAISession, { sessionId: id, purpose: values.purpose });
    if ('problems' in input) return { problem: input.problems.join(' ') };
    const { purpose = '' } = input.value;
    const changed = await changeSessionValues(db, 'all', { id, values: { purpose }, by });
    return changed
      ? { changes: { purpose: purpose || undefined } }
      : { problem: 'The session was discarded.' };
  },
  async read({ record }) {
    return { purpose: record.session.purpose ?? '' };
  },
};

const builtIns: ReadonlyMap<string, BuiltIn> = new Map([
  ['renameAccount', renameAccountFunction],
  ['setSessionPurpose', setSessionPurposeFunction],
]);

/** The built-in function of a name. */
export function builtIn(name: string): BuiltIn | undefined {
  return builtIns.get(name);
}
