export { hashApiKey, isApiKey, type NewApiKey, newApiKey } from './api-key.ts';
export { type Authenticator, type Credentials, createAuthenticator } from './authenticator.ts';
export { cookieValue, sessionCookieName } from './cookie.ts';
export { nextAuthOptions } from './next-auth-options.ts';
export { hashPassword, verifyPassword } from './password.ts';
export type { Principal, SignInMethod } from './principal.ts';
