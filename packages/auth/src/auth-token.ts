import { createHmac } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** How long a token works. */
const LIFETIME_SECONDS = 15 * 60;
const ALGORITHM = 'HS256';
const AUDIENCE = 'ai-sessions';

const Claims = z.object({
  sub: z.string().min(1),
  iat: z.number(),
  key: z.string().optional(),
  pwd: z.string().optional(),
  prs: z.literal(true).optional(),
});

/** Whom a token signs in as. */
export interface TokenSubject {
  readonly userId: string;
  /** The API key it was made with: it has its limits, and ends with it. */
  readonly apiKeyId?: string;
  /** Whether the user asked for it themselves, having signed in without an API key. */
  readonly asPerson: boolean;
}

/** What a token says. */
interface ReadToken extends TokenSubject {
  /** ISO 8601. */
  readonly issuedAt: string;
  /** Whether the user still has the password that they had when the token was made. */
  matchesPassword(passwordHash: string | null): boolean;
}

/** Makes and reads tokens that sign in for a quarter of an hour. */
export interface AuthTokens {
  /** @param passwordHash That of the user: the token ends with the password. A token made with a key does not. */
  issue(subject: TokenSubject, passwordHash: string | null): Promise<string>;
  /** What a token says; `undefined` when it is forged, garbled or expired. */
  read(token: string): Promise<ReadToken | undefined>;
}

/** Makes {@link AuthTokens} under a key of their own, so that no other signature of the service passes for a token. */
export function createAuthTokens(secret: string): AuthTokens {
  const key = createHmac('sha256', secret).update('auth-token').digest();
  const passwordFingerprint = (passwordHash: string | null) =>
    createHmac('sha256', key)
      .update(passwordHash ?? '')
      .digest('base64url');
  return {
    issue: ({ userId, apiKeyId, asPerson }, passwordHash) =>
      new SignJWT({
        ...(apiKeyId === undefined ? { pwd: passwordFingerprint(passwordHash) } : { key: apiKeyId }),
        ...(asPerson ? { prs: true } : {}),
      })
        .setProtectedHeader({ alg: ALGORITHM })
        .setSubject(userId)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .sign(key),
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          audience: AUDIENCE,
          requiredClaims: ['exp', 'sub'],
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success) return undefined;
        const { sub, iat, key: apiKeyId, pwd, prs: asPerson = false } = claims.data;
        return {
          userId: sub,
          apiKeyId,
          asPerson,
          issuedAt: new Date(iat * 1_000).toISOString(),
          matchesPassword: (passwordHash) => pwd === passwordFingerprint(passwordHash),
        };
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
        throw error;
      }
    },
  };
}

/** Whether a text has the form of a token: three parts. */
export function looksLikeToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}
