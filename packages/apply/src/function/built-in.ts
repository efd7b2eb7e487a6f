import {
  ApiError,
  type Dto,
  type Operation,
  PatchAccount,
  PatchAISession,
  parseRequest,
  type Value,
} from '@ai-sessions/contract';
import { type Db, findAccount, type OwnChange, type SessionRecord } from '@ai-sessions/db';

/** What a built-in function works with. */
interface BuiltInCall {
  readonly record: SessionRecord;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A function on our own data. */
interface BuiltIn {
  /** All that is wrong with arguments that fit the schema, a sentence each. */
  readonly problems: (values: BuiltInCall['values']) => readonly string[];
  /** The change that it makes, or why it cannot be made. */
  readonly change: (call: BuiltInCall) => OwnChange | { readonly problem: string };
  /** What it means when there is nothing to be changed, in a sentence. */
  readonly notFound: (values: BuiltInCall['values']) => string;
  /** Names what `read` reads, so that it is read once for all who ask for the same. */
  readonly subject: (values: BuiltInCall['values']) => string;
  /** The values that it changes, as they are now. */
  readonly read: (call: BuiltInCall & { readonly db: Db }) => Promise<Readonly<Record<string, unknown>>>;
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
  change({ values }) {
    const input = inputOf(PatchAccount, { accountId: values.accountId, name: values.name });
    if ('problems' in input) return { problem: input.problems.join(' ') };
    const { accountId: id, name = '' } = input.value;
    return { account: { id, name } };
  },
  notFound: ({ accountId }) => `There is no account with the id '${text(accountId)}'.`,
  subject: ({ accountId }) => `account ${text(accountId)}`,
  async read({ db, values }) {
    const account = await findAccount(db, 'all', text(values.accountId));
    return account ? { name: account.name } : {};
  },
};

const setSessionPurposeFunction: BuiltIn = {
  problems: ({ purpose }) => problemsIn(inputOf(PatchAISession, { sessionId: 'this', purpose })),
  change({ record, values }) {
    const input = inputOf(PatchAISession, { sessionId: record.session.id, purpose: values.purpose });
    if ('problems' in input) return { problem: input.problems.join(' ') };
    const { purpose = '' } = input.value;
    return { session: { purpose } };
  },
  notFound: () => 'The session was discarded.',
  subject: () => 'session',
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
