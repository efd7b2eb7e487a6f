import { knowsNothing, type MayKnow } from '@ai-sessions/apply';
import type { AgentStop, ManagerAccess, Principal } from '@ai-sessions/auth';
import {
  type Access,
  ApiError,
  managerAccessLevels,
  type Operation,
  proposes,
  type Role,
  type Verb,
} from '@ai-sessions/contract';
import type { Context } from './context.ts';

/**
 * Lets a request through to an operation, or says why not. Adapters call it before they read a body, so that
 * strangers do not reach the parsers; the procedures call it again, so that no adapter can forget it. Returns who is
 * asking; nobody is asked for at an operation that is open to everyone.
 *
 * @throws ApiError `Unauthorized`, `Forbidden`, `AgentStopped` or `TooManyRequests`.
 */
export async function admit(operation: Operation, context: Context): Promise<Principal | undefined> {
  if (operation.access.kind === 'public') return undefined;
  const principal = await context.principal();
  if (!principal) throw new ApiError('Unauthorized');
  checkRoles(operation.access, principal);
  checkManagerAccess(operation, principal);
  if (principal.kind === 'agent' && !operation.agents) {
    throw new ApiError('Forbidden', { message: AGENTS_PROPOSE });
  }
  if (principal.stop && proposes(operation)) throw agentStopped(principal.stop);
  if (principal.method === 'browserSession' && context.origin === 'foreign' && operation.verb !== 'GET') {
    throw new ApiError('Forbidden', { message: FOREIGN_PAGE });
  }
  return principal;
}

const AGENTS_PROPOSE = 'An agent reads and proposes. This is for a person or an integration to do.';

/** That an agent can go on reading, and nothing else. */
function agentStopped({ reason }: AgentStop): ApiError {
  if (!reason) return new ApiError('AgentStopped');
  return new ApiError('AgentStopped', {
    message: `This agent is stopped at the moment, and can read but propose nothing: ${reason}`,
  });
}

/**
 * Asks for a caller who may work on all accounts, because what they do concerns all of them.
 *
 * @throws ApiError `Forbidden`
 */
export function requireAllAccounts(principal: Principal): void {
  if (principal.accounts === 'all') return;
  throw new ApiError('Forbidden', {
    message: 'This concerns all accounts, and your API key is limited to some. Use one without this limit.',
  });
}

/**
 * Refuses a page of another site: it must neither sign a visitor out nor sign them in as somebody else.
 *
 * @throws ApiError `Forbidden`
 */
export function refuseForeignPage({ origin }: Context): void {
  if (origin === 'foreign') throw new ApiError('Forbidden', { message: FOREIGN_PAGE });
}

/** What is said to a page of another site that acts with a visitor's cookies. */
const FOREIGN_PAGE =
  'A page of another site cannot make changes with your sign-in. Use our own pages, or an API key.';

function checkRoles(access: Access, principal: Principal): void {
  if (access.kind !== 'role' || meets(access, principal)) return;
  throw new ApiError('Forbidden', { message: requirement(access) });
}

/** Whether somebody who is signed in has the roles that an operation asks for. */
export function isAdmitted({ access }: Operation, principal: Principal): boolean {
  return access.kind !== 'role' || meets(access, principal);
}

function meets({ anyOf, every, agents }: Extract<Access, { kind: 'role' }>, principal: Principal): boolean {
  if (agents && admitTo(['Agent'], principal)) return true;
  return every ? hasAll(anyOf, principal) : admitTo(anyOf, principal);
}

/** Whether a caller has one of the roles. */
export function admitTo(roles: readonly Role[], principal: Principal): boolean {
  return roles.some((role) => principal.roles.includes(role));
}

function hasAll(roles: readonly Role[], principal: Principal): boolean {
  return roles.every((role) => principal.roles.includes(role));
}

function requirement({ anyOf, every }: Extract<Access, { kind: 'role' }>): string {
  if (anyOf.length === 1) return `${anyOf[0]} Role Required`;
  return every ? `${anyOf.join(', ')} Roles Required` : `Any of ${anyOf.join(', ')} Roles Required`;
}

/**
 * Whether a caller whom an operation for proposers has let in is an agent there: by a key made for one, or because it
 * is the role Agent alone that lets them in.
 */
export function isAgent(principal: Principal): boolean {
  return principal.kind === 'agent' || !admitTo(['SystemAdministrator'], principal);
}

/** What a caller may know of the objects of accounts: an agent nothing, so that it cannot try out which ones there are. */
export function knowledgeOf(principal: Principal): MayKnow {
  const { accounts } = principal;
  if (isAgent(principal)) return knowsNothing;
  if (accounts === 'all') return () => true;
  return (accountId) => accountId !== undefined && accounts.includes(accountId);
}

/** What an operation asks of a caller who is let in as a Manager only. */
function checkManagerAccess({ access, verb }: Operation, principal: Principal): void {
  if (access.kind !== 'role' || !access.anyOf.includes('Manager')) return;
  if (principal.roles.includes('SystemAdministrator')) return;
  const { managerAccess } = principal;
  const needed = NEEDED[verb];
  if (accessRank(managerAccess) >= accessRank(needed)) return;
  throw new ApiError('Forbidden', {
    message: `Your access as a Manager is ${managerAccess}, and this needs ${needed}. Ask a system administrator.`,
  });
}

const NEEDED: Readonly<Record<Verb, ManagerAccess>> = {
  GET: 'ReadOnly',
  POST: 'ReadWrite',
  PATCH: 'ReadWrite',
  DELETE: 'ReadWriteDelete',
};

/** Puts what Managers may do in order, from least to most. */
function accessRank(access: ManagerAccess): number {
  return managerAccessLevels.indexOf(access);
}

/** Whether a user could do more as a Manager than the caller: signing in as them would be a way to it. */
export function exceedsAsManager(
  principal: Principal,
  user: { readonly roles: readonly string[]; readonly managerAccess: ManagerAccess },
): boolean {
  if (principal.roles.includes('SystemAdministrator') || !user.roles.includes('Manager')) return false;
  return accessRank(user.managerAccess) > accessRank(principal.managerAccess);
}
