export {
  type AuthorizationServer,
  type ConsentDecision,
  createAuthorizationServer,
  type PendingConsent,
} from './authorization-server.ts';
export { consentIdIn, verbsOf } from './paths.ts';
export {
  bearerChallenge,
  isResourceMetadata,
  type ProtectedResource,
  resourceMetadata,
  resourceOf,
} from './protected-resource.ts';
export { createSigningKeys, SIGNING_KEY_SECRET, type SigningKeys } from './signing-keys.ts';
