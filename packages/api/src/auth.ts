import type { Principal } from '@ai-sessions/auth';
import {
  ApiError,
  Authenticate,
  AuthenticateLogout,
  type AuthenticateResponse,
  GetAuthStatus,
  MAXIMUM_ALL,
  spacedName,
  type UserInfo,
} from '@ai-sessions/contract';
import { accountNames } from '@ai-sessions/db';
import { admitTo, FOREIGN_PAGE } from './access.ts';
import type { Context } from './context.ts';
import { openMutation, openQuery, router } from './trpc.ts';

/** The only way to sign in over the API: e-mail address and password. */
const CREDENTIALS = ['credentials', 'login', 'basic'];

/** Signing in and out, as ServiceStack clients do it. */
export const auth = router({
  signIn: openMutation(Authenticate, async ({ input, context }): Promise<AuthenticateResponse> => {
    const { provider, userName, password, rememberMe = false } = input;
    if (provider?.toLowerCase() === 'logout') return signOut(context);
    const asks = !provider && userName === undefined && password === undefined;
    if (asks) return whoIs(await context.principal());
    if (context.verb === 'GET') {
      throw new ApiError('NotSupportedException', {
        message: 'GET Authenticate requests are disabled: a password must not stand in an address. Use POST.',
      });
    }
    if (provider && !CREDENTIALS.includes(provider.toLowerCase())) throw unknownProvider(provider);
    refuseForeignPage(context);
    requireBoth({ UserName: userName, Password: password });
    const { authenticator } = context.services;
    const opened = await authenticator.openSession({
      userName: userName ?? '',
      password: password ?? '',
      rememberMe,
    });
    if (!opened) throw new ApiError('Unauthorized', { message: 'Invalid Username or Password' });
    const { user, token, cookies } = opened;
    context.reply.cookies = cookies;
    return { ...describe({ ...user, userId: user.id, name: user.name ?? undefined }), sessionId: token };
  }),

  signOut: openMutation(AuthenticateLogout, ({ context }) => signOut(context)),

  status: openQuery(GetAuthStatus, async ({ sql, context }): Promise<UserInfo> => {
    const principal = await context.principal();
    if (!principal) return { isAuthenticated: false };
    const { userId, name, emailAddress, roles } = principal;
    const accounts = admitTo(['SystemAdministrator'], principal) ? await accountNames(sql, MAXIMUM_ALL) : [];
    return {
      id: userId,
      isAuthenticated: true,
      name,
      emailAddress,
      roles: [...roles],
      accountIds: accounts.map((account) => account.id),
      accountNames: accounts.map((account) => account.name),
    };
  }),
});

function whoIs(principal: Principal | undefined): AuthenticateResponse {
  if (!principal) throw new ApiError('Unauthorized');
  return describe(principal);
}

function describe(user: {
  readonly userId: string;
  readonly emailAddress: string;
  readonly name: string | undefined;
  readonly roles: readonly string[];
}): AuthenticateResponse {
  return {
    userId: user.userId,
    userName: user.emailAddress,
    displayName: user.name ?? user.emailAddress,
    roles: [...user.roles],
    permissions: [],
  };
}

async function signOut(context: Context): Promise<AuthenticateResponse> {
  refuseForeignPage(context);
  context.reply.cookies = await context.services.authenticator.closeSession(context.header);
  return {};
}

/** A page of another site must neither sign a visitor out nor sign them in as somebody else. */
function refuseForeignPage(context: Context): void {
  if (context.origin === 'foreign') throw new ApiError('Forbidden', { message: FOREIGN_PAGE });
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
