import { hashPassword, type Principal, principalOf } from '@ai-sessions/auth';
import {
  ApiError,
  Authenticate,
  AuthenticateLogout,
  type AuthenticateResponse,
  ChangePassword,
  ForgotPassword,
  GetAuthStatus,
  ListAgentGrants,
  ListBrowserSessions,
  MAXIMUM_ALL,
  RecoverPassword,
  RequestAuthToken,
  RevokeAgentGrant,
  RevokeBrowserSession,
  spacedName,
  type UserInfo,
} from '@ai-sessions/contract';
import {
  accountNames,
  changeUser,
  type Db,
  displayNameOf,
  listAgentGrants,
  listBrowserSessions,
  revokeAgentGrant,
  revokeBrowserSession,
} from '@ai-sessions/db';
import { admitTo, refuseForeignPage } from '../../access.ts';
import type { CallOf, Context } from '../../context.ts';
import { invalid, notFound } from '../../missing.ts';
import { authenticatedProcedure, managerProcedure, publicProcedure } from '../../procedures.ts';
import { router } from '../../trpc.ts';
import { tokenSubjectOf } from './auth-token.ts';
import { forgotPassword, recoverPassword } from './password-recovery.ts';

/** The only way to sign in over the API: e-mail address and password. */
const CREDENTIALS = ['credentials', 'login', 'basic'];

/** Signing in and out, as ServiceStack clients do it. */
export const auth = router({
  signIn: publicProcedure.mutation(Authenticate, signIn),

  signOut: publicProcedure.mutation(AuthenticateLogout, ({ context }) => signOut(context)),

  status: publicProcedure.query(GetAuthStatus, async ({ db, context }): Promise<UserInfo> => {
    const principal = await context.principal();
    if (!principal) return { isAuthenticated: false };
    const { userId, firstName, lastName, emailAddress, roles } = principal;
    const accounts = await accountNames(db, principal.accounts, MAXIMUM_ALL);
    return {
      id: userId,
      isAuthenticated: true,
      firstName,
      lastName,
      name: nameOf(principal),
      emailAddress,
      roles: [...roles],
      accountIds: accounts.map((account) => account.id),
      accountNames: accounts.map((account) => account.name),
      managerAccess: principal.roles.includes('Manager') ? principal.managerAccess : undefined,
      dashboardPermissions: [...principal.dashboardPermissions],
    };
  }),

  token: managerProcedure.query(RequestAuthToken, async ({ input, principal, by, db, context }) => {
    const subject = await tokenSubjectOf(db, input, principal, by);
    return { authToken: await context.services.authenticator.issueToken(subject) };
  }),

  changePassword: authenticatedProcedure.accessMutation(
    ChangePassword,
    async ({ input, principal, by, db, context }) => {
      const { userId, emailAddress, method } = principal;
      if (method === 'apiKey' || method === 'token') {
        throw new ApiError('Forbidden', { message: 'Sign in with your password to change it.' });
      }
      const { authenticator } = context.services;
      const given = { emailAddress, password: input.currentPassword };
      if (!(await authenticator.signIn(given, context.signInOrigin))) {
        throw invalid('CurrentPassword', 'InvalidValue', "'Current Password' is wrong.");
      }
      await changeUser(db, 'all', {
        id: userId,
        passwordHash: await hashPassword(input.newPassword),
        keptSessionId: principal.browserSessionId,
        by,
      });
      return undefined;
    },
  ),

  forgotPassword: publicProcedure.mutation(ForgotPassword, forgotPassword),

  recoverPassword: publicProcedure.mutation(RecoverPassword, recoverPassword),

  sessions: authenticatedProcedure.query(ListBrowserSessions, async ({ input, principal, db }) => {
    const sessions = await listBrowserSessions(db, holderOf(principal, input.userId) ?? principal.userId);
    const items = sessions.map((one) => ({ ...one, current: one.id === principal.browserSessionId }));
    return { items, totalCount: items.length, totalPages: items.length > 0 ? 1 : 0, hasMorePages: false };
  }),

  endSession: authenticatedProcedure.accessMutation(
    RevokeBrowserSession,
    async ({ input, principal, by, db }) => {
      const { browserSessionId } = input;
      const userId = managesSignIns(principal) ? undefined : principal.userId;
      const ended = await revokeBrowserSession(db, { id: browserSessionId, userId, by });
      if (!ended.ok) throw notFound('sign-in', browserSessionId);
      return undefined;
    },
  ),

  agents: authenticatedProcedure.query(ListAgentGrants, async ({ input, principal, db }) => {
    const grants = await listAgentGrants(db, holderOf(principal, input.userId) ?? principal.userId);
    const names = await namesOf(db, principal, new Set(grants.flatMap(({ accountIds = [] }) => accountIds)));
    const items = grants.map((grant) => ({
      ...grant,
      accountNames: (grant.accountIds ?? []).flatMap((id) => names.get(id) ?? []),
    }));
    return { items, totalCount: items.length, totalPages: items.length > 0 ? 1 : 0, hasMorePages: false };
  }),

  revokeAgent: authenticatedProcedure.accessMutation(
    RevokeAgentGrant,
    async ({ input: { agentGrantId }, principal, by, db }) => {
      const userId = managesSignIns(principal) ? undefined : principal.userId;
      const revoked = await revokeAgentGrant(db, { id: agentGrantId, userId, by });
      if (!revoked.ok) throw notFound('agent', agentGrantId);
      return undefined;
    },
  ),
});

/** Signs in with e-mail address and password, or says who has signed in. */
async function signIn({
  input,
  context,
}: CallOf<typeof Authenticate, undefined>): Promise<AuthenticateResponse> {
  const { provider, userName, password, rememberMe = false } = input;
  if (provider?.toLowerCase() === 'logout' || context.verb === 'DELETE') return signOut(context);
  if (provider && !CREDENTIALS.includes(provider.toLowerCase())) throw unknownProvider(provider);
  const isEmpty = userName === undefined && password === undefined;
  if (isEmpty && (!provider || context.verb === 'GET')) return whoIs(await context.principal());
  if (context.verb === 'GET') {
    throw new ApiError('NotSupportedException', {
      message: 'GET Authenticate requests are disabled: a password must not stand in an address. Use POST.',
    });
  }
  refuseForeignPage(context);
  requireBoth({ UserName: userName, Password: password });
  const { authenticator } = context.services;
  const opened = await authenticator.openSession(
    { emailAddress: userName ?? '', password: password ?? '', rememberMe },
    context.signInOrigin,
  );
  if (!opened) throw new ApiError('Unauthorized', { message: 'Invalid Username or Password' });
  const { user, token, cookies } = opened;
  context.reply.cookies = cookies;
  return { ...describe(principalOf({ user, method: 'browserSession' })), sessionId: token };
}

function managesSignIns(principal: Principal): boolean {
  return admitTo(['SystemAdministrator'], principal) && principal.accounts === 'all';
}

function holderOf(principal: Principal, userId: string | undefined): string | undefined {
  if (userId === undefined || userId === principal.userId || managesSignIns(principal)) return userId;
  throw new ApiError('Forbidden', {
    message: 'Only a system administrator sees the sign-ins of others. Leave out UserId for your own.',
  });
}

/** Names of accounts by their ids, as far as the caller may know them. */
async function namesOf(
  db: Db,
  { accounts }: Principal,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const known = [...ids].filter((id) => accounts === 'all' || accounts.includes(id));
  return new Map((await accountNames(db, known, known.length)).map(({ id, name }) => [id, name]));
}

function whoIs(principal: Principal | undefined): AuthenticateResponse {
  if (!principal) throw new ApiError('Unauthorized');
  return describe(principal);
}

function describe(principal: Principal): AuthenticateResponse {
  const { userId, emailAddress, roles } = principal;
  return {
    userId,
    userName: emailAddress,
    displayName: nameOf(principal) ?? emailAddress,
    roles: [...roles],
    permissions: [],
  };
}

function nameOf({ firstName, lastName }: Principal): string | undefined {
  return displayNameOf({ firstName: firstName ?? null, lastName: lastName ?? null });
}

async function signOut(context: Context): Promise<AuthenticateResponse> {
  refuseForeignPage(context);
  context.reply.cookies = await context.services.authenticator.closeSession(
    context.header,
    context.signInOrigin,
  );
  return {};
}

function requireBoth(given: Readonly<Record<string, string | undefined>>): void {
  const fields = Object.entries(given)
    .filter(([, value]) => !value)
    .map(([fieldName]) => ({
      errorCode: 'NotEmpty',
      fieldName,
      message: `'${spacedName(fieldName)}' must not be empty.`,
    }));
  if (fields.length > 0) throw new ApiError('ValidationException', { fields, ownCode: true });
}

function unknownProvider(provider: string): ApiError {
  const named = /^[\w.-]{1,100}$/.test(provider) ? `'${provider}'` : 'of this name';
  return new ApiError('NotFound', { message: `No configuration was added for OAuth provider ${named}` });
}
