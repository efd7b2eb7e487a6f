import { ApiError, type Dto, PatchAccount, PatchAISession, parseRequest } from '@ai-sessions/contract';
import {
  type Actor,
  findAccount,
  renameAccount,
  type SessionRecord,
  type Sql,
  setSessionPurpose,
} from '@ai-sessions/db';

/** What a built-in function works with. */
interface BuiltInCall {
  readonly sql: Sql;
  readonly record: SessionRecord;
  readonly values: Readonly<Record<string, unknown>>;
  readonly by: Actor;
}

/** A function on our own data. */
interface BuiltIn {
  /** All that is wrong with arguments that fit the schema, a sentence each. */
  readonly problems: (values: BuiltInCall['values']) => readonly string[];
  /** Carries it out; why it could not be, or `undefined`. */
  readonly call: (call: BuiltInCall) => Promise<string | undefined>;
  /** The values that it changes, as they are now. */
  readonly read: (call: Omit<BuiltInCall, 'by'>) => Promise<Readonly<Record<string, unknown>>>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What an action writes is held to the rules of the request that writes the same. */
function problemsWith(request: Dto, values: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    parseRequest(request, values);
    return [];
  } catch (error) {
    if (error instanceof ApiError) return error.fields.map(({ message }) => message);
    throw error;
  }
}

const renameAccountFunction: BuiltIn = {
  problems: (values) => problemsWith(PatchAccount.request, values),
  async call({ sql, values, by }) {
    const id = text(values.accountId);
    const renamed = await renameAccount(sql, 'all', { id, name: text(values.name).trim(), by });
    return renamed ? undefined : `There is no account with the id '${id}'.`;
  },
  async read({ sql, values }) {
    const account = await findAccount(sql, 'all', text(values.accountId));
    return account ? { name: account.name } : {};
  },
};

const setSessionPurposeFunction: BuiltIn = {
  problems: ({ purpose }) => problemsWith(PatchAISession.request, { sessionId: 'this', purpose }),
  async call({ sql, record, values, by }) {
    const changed = await setSessionPurpose(sql, 'all', {
      id: record.session.id,
      purpose: text(values.purpose).trim(),
      by,
    });
    return changed ? undefined : 'The session was discarded.';
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
