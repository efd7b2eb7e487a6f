import { decodeProtectedHeader, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';

/** Tokens are signed with the private key of their server. Shared secrets, and no signature at all, are refused. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];
/** How far the clocks of two servers may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** What an access token of an agent says (RFC 9068). */
const Claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  client_id: z.string().min(1).max(2_000),
  grant_id: z.string().max(100).optional(),
  email: z.string().max(320).optional().catch(undefined),
  email_verified: z.unknown().optional(),
});

/** What an access token of an agent says. */
export type AgentTokenClaims = z.output<typeof Claims>;

/** Which tokens of agents count. */
export interface AgentTokenSettings {
  /** The authorization server, as it calls itself. */
  readonly issuer: string;
  /** Address of what the tokens are for. */
  readonly audience: string;
  /** The public keys of the server. */
  readonly keys: JWTVerifyGetKey;
}

/**
 * Reads an access token of an agent: a JWT of type `at+jwt` that its server has signed for us and that is good now;
 * `undefined` for any other.
 *
 * @throws whatever `keys` throws when the keys cannot be had at the moment.
 */
export async function readAgentToken(
  token: string,
  { issuer, audience, keys }: AgentTokenSettings,
): Promise<AgentTokenClaims | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      typ: 'at+jwt',
      issuer,
      audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['exp', 'iat', 'sub', 'client_id'],
    });
    return Claims.safeParse(payload).data;
  } catch (error) {
    if (error instanceof errors.JWKSTimeout) throw error;
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether a JWT says that it is an access token of an agent, and not one that clients of the API ask for. */
export function isAgentToken(token: string): boolean {
  try {
    const { alg = '', typ = '' } = decodeProtectedHeader(token);
    return ALGORITHMS.includes(alg) || /^(?:application\/)?at\+jwt$/i.test(typ);
  } catch {
    return false;
  }
}
