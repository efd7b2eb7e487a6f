export { type AgentTokenClaims, type AgentTokenSettings, readAgentToken } from './agent-token.ts';
export { hashApiKey, isApiKey, type NewApiKey, newApiKey } from './api-key.ts';
export type { TokenSubject } from './auth-token.ts';
export {
  type AgentTokenReader,
  type Authenticator,
  createAuthenticator,
  type OpenedSession,
} from './authenticator.ts';
export { type CallMeter, type CallQuota, createCallMeter } from './call-meter.ts';
export { challengesFor } from './challenge.ts';
export { cookieValue, sessionCookieName } from './cookie.ts';
export type { HeaderReader } from './header-reader.ts';
export { nextAuthOptions } from './next-auth-options.ts';
export type { OidcSettings } from './oidc-settings.ts';
export { type OidcRefusal, oidcRefusals } from './oidc-sign-in.ts';
export { hashPassword, verifyPassword } from './password.ts';
export type {
  ActingAgent,
  AgentStop,
  KeyLimits,
  ManagerAccess,
  Principal,
  PrincipalKind,
  SignInMethod,
} from './principal.ts';
export { createProviderAgentTokens } from './provider-agent-tokens.ts';
export { createRecoveryThrottle, type RecoveryThrottle } from './recovery-throttle.ts';
export {
  hashRecoveryToken,
  newRecoveryToken,
  RECOVERY_LIFETIME_SECONDS,
  recoveryPath,
} from './recovery-token.ts';
export { createRegistrationThrottle, type RegistrationThrottle } from './registration-throttle.ts';
export { managerAccessOf, mayLetAgentsIn, principalOf } from './rights.ts';
export { nameForEvent, type SignInOrigin } from './sign-in-origin.ts';
export { createSignInThrottle, type SignInThrottle } from './sign-in-throttle.ts';
