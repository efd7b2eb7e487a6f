export { hashApiKey, isApiKey, type NewApiKey, newApiKey } from './api-key.ts';
export {
  type Authenticator,
  createAuthenticator,
  type OpenedSession,
  type SignInOrigin,
} from './authenticator.ts';
export { cookieValue, sessionCookieName } from './cookie.ts';
export type { HeaderReader } from './header-reader.ts';
export { nextAuthOptions } from './next-auth-options.ts';
export { hashPassword, verifyPassword } from './password.ts';
export type { Principal, PrincipalKind, SignInMethod } from './principal.ts';
export { principalOf } from './rights.ts';
export { createSignInThrottle } from './sign-in-throttle.ts';
