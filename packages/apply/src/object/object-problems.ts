import type { AISessionInfo } from '@ai-sessions/contract';
import type { FunctionCall } from '../function/call.ts';
import { visibleLine } from '../function/visible-text.ts';
import type { Problem } from '../review/problem.ts';
import { type NamedObject, namedObjects } from './named-objects.ts';
import type { ObjectResolver } from './object-resolver.ts';
import type { Owner, Owners } from './owner.ts';

/**
 * Whether somebody may know that an account has an object; `undefined` for an object that no account has for itself, or
 * that is not there. Who may not know gets the same answer for objects of others as for those that are not there.
 */
export type MayKnow = (accountId: string | undefined) => boolean;

/** For answers that agents read, too. */
export const knowsNothing: MayKnow = () => false;

/** A call whose objects are checked. */
interface CheckedCall {
  readonly session: Pick<AISessionInfo, 'accountId'>;
  readonly call: Pick<FunctionCall, 'fn' | 'values'>;
  readonly mayKnow: MayKnow;
}

/**
 * What keeps the call of a function from being carried out in a session because of the objects that it names. Asks whose
 * they are.
 */
export async function findObjectProblems(
  resolver: ObjectResolver,
  checked: CheckedCall,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  if (checked.call.fn.info.objectArguments.length === 0) return [];
  const owners = await resolver.resolve(namedObjects(checked.call).objects, signal);
  return objectProblems(checked, owners);
}

/** The same, with what was found out already about all of the objects. */
export function objectProblems({ session, call, mayKnow }: CheckedCall, owners: Owners): readonly Problem[] {
  const { objects, problems } = namedObjects(call);
  const allowed = session.accountId === undefined ? call.fn.info.accountIds : [session.accountId];
  const found = objects.flatMap((object) => problemOf(object, owners.get(object.key), allowed, mayKnow));
  return [...problems, ...found];
}

/** @param allowed Accounts that it may belong to; all when empty. */
function problemOf(
  object: NamedObject,
  owner: Owner = { kind: 'unresolved', reason: 'nobody was asked' },
  allowed: readonly string[],
  mayKnow: MayKnow,
): readonly Problem[] {
  const argument = `'${visibleLine(object.argument)}'`;
  const what = `object (${visibleLine(object.kind)})`;
  switch (owner.kind) {
    case 'unresolved': {
      const why = mayKnow(undefined) ? `: ${visibleLine(owner.reason)}` : ' at the moment';
      const message = `It could not be found out whose ${what} ${argument} names${why}.`;
      return [{ code: 'UnresolvedObject', message }];
    }
    case 'unknown': {
      const message = mayKnow(undefined)
        ? `${argument} names an ${what} that does not exist.`
        : noneOf(argument, what);
      return [{ code: 'UnknownObject', message }];
    }
    case 'owned': {
      const { accountId } = owner;
      if (allowed.length === 0 || (accountId !== undefined && allowed.includes(accountId))) return [];
      return mayKnow(accountId)
        ? [
            {
              code: 'ForeignObject',
              message: `${argument} names an ${what} of another account than that of the session.`,
            },
          ]
        : [{ code: 'UnknownObject', message: noneOf(argument, what) }];
    }
  }
}

function noneOf(argument: string, what: string): string {
  return `${argument} names no ${what} of the account of the session.`;
}
