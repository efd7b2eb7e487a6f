import { type AISessionInfo, isRunnable, jsonObjectOf } from '@ai-sessions/contract';
import type { SessionRecord, StoredAction, StoredFunction } from '@ai-sessions/db';
import { builtIn } from '../function/built-in.ts';
import { argumentProblems } from '../function/parameters.ts';
import { visibleLine } from '../function/visible-text.ts';
import type { Problem } from './problem.ts';

/** An action with its function and all that keeps it from being applied. */
export interface Verdict {
  readonly action: StoredAction;
  /** Absent when the catalogue has none of this name. */
  readonly fn: StoredFunction | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
  readonly canBeApplied: boolean;
}

const MAY_BE_DONE_TWICE =
  'An earlier call may have taken effect, and a repeat may do it twice. Find out and say what became of it, or accept it anew to have it repeated all the same.';

/** Whether carrying an action out may do it a second time: an earlier call may have taken effect, and keys are not honoured. */
export function mayBeDoneTwice({ action, fn }: Pick<Verdict, 'action' | 'fn'>): boolean {
  return isRunnable(action.state) && action.mayHaveTakenEffect && fn?.info.honoursIdempotencyKey !== true;
}

/** Whether a person has to say first that it is to be carried out although it may be done twice. */
function waitsForAnswer(of: Pick<Verdict, 'action' | 'fn'>): boolean {
  return mayBeDoneTwice(of) && !of.action.repeatAccepted;
}

/** Judges all actions of a session as things are now. */
export function verdictsOn(record: SessionRecord): readonly Verdict[] {
  const judge = judgeOf(record);
  return record.actions.map(judge);
}

/** Judges actions of a session one by one, as things were when it was read. */
export function judgeOf(record: SessionRecord): (action: StoredAction) => Verdict {
  const functions = new Map(record.functions.map((fn) => [fn.info.name.normalize(), fn]));
  return (action) => verdictOn(record, action, functions.get(action.functionName.normalize()));
}

function verdictOn(record: SessionRecord, action: StoredAction, fn: StoredFunction | undefined): Verdict {
  const values = jsonObjectOf(action.arguments) ?? {};
  const problems = [
    ...problemsOf(record.session, { functionName: action.functionName, fn, values }),
    ...(fn && waitsForAnswer({ action, fn }) ? [{ message: MAY_BE_DONE_TWICE }] : []),
  ].map(({ message }) => message);
  return { action, fn, values, problems, canBeApplied: problems.length === 0 && isRunnable(action.state) };
}

/** The call of a function, as an action proposes it. */
interface ProposedCall {
  readonly functionName: string;
  /** Absent when the catalogue has none of this name. */
  readonly fn: StoredFunction | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

/** All that keeps the call of a function from being carried out in a session, as things are now. */
export function problemsOf(
  session: Pick<AISessionInfo, 'accountId'>,
  { functionName, fn, values }: ProposedCall,
): readonly Problem[] {
  if (!fn) {
    const message = `There is no function '${visibleLine(functionName)}' in the catalogue.`;
    return [{ code: 'UnknownFunction', message }];
  }
  const { info } = fn;
  const accounts = info.accountArguments.filter((name) => Object.hasOwn(values, name));
  const strangers = session.accountId ? accounts.filter((name) => values[name] !== session.accountId) : [];
  const touched = [...accounts.map((name) => values[name]), session.accountId].filter(
    (id) => id !== undefined,
  );
  const unfit = argumentProblems(info, values);
  return [
    ...(info.enabled ? [] : [SWITCHED_OFF]),
    ...unfit,
    ...(info.target === 'BuiltIn' && unfit.length === 0 ? builtInProblems(info.name, values) : []),
    ...strangers.map(
      (name): Problem => ({
        code: 'ForeignAccount',
        message: `'${name}' names another account than that of the session.`,
      }),
    ),
    ...notAllowed(new Set<unknown>(info.accountIds), touched),
  ];
}

const SWITCHED_OFF: Problem = { code: 'FunctionDisabled', message: 'The function is switched off.' };

function builtInProblems(name: string, values: ProposedCall['values']): readonly Problem[] {
  const problems = builtIn(name)?.problems(values) ?? [];
  return problems.map((message) => ({ code: 'InvalidArgument', message }));
}

/** What a function may not touch of the accounts that it would. */
function notAllowed(allowed: ReadonlySet<unknown>, touched: readonly unknown[]): readonly Problem[] {
  if (allowed.size === 0) return [];
  const own = touched.filter((id) => allowed.has(id));
  if (own.length === touched.length && own.length > 0) return [];
  const which = own.length > 0 ? 'one of these accounts' : 'this account';
  return [{ code: 'FunctionNotAllowed', message: `The function may not touch ${which}.` }];
}

/**
 * What applying carries out, in order. Once an action of the session was accepted, only what was: those that nobody
 * judged wait for that. Until then, all that can be.
 */
export function runnable(verdicts: readonly Verdict[]): readonly Verdict[] {
  const reviewed = verdicts.some(({ action }) => action.accepted);
  return verdicts.filter(({ canBeApplied, action }) => canBeApplied && (action.accepted || !reviewed));
}
