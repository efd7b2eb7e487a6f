import { withoutBlanks } from '@ai-sessions/contract';
import {
  type Actor,
  changeUser,
  createUser,
  findUserByEmail,
  findUserById,
  findUserByIdentity,
  type Log,
  linkIdentity,
  recordEvent,
  type Sql,
  type StoredUser,
} from '@ai-sessions/db';
import { z } from 'zod';
import type { OidcSettings } from './oidc-settings.ts';
import { actorOf, nameForEvent, type SignInOrigin } from './sign-in-origin.ts';

/** Why somebody whom the provider knows may not sign in. */
export const oidcRefusals = ['EmailNotVerified', 'UnknownUser', 'DisabledUser'] as const;
export type OidcRefusal = (typeof oidcRefusals)[number];

/** What the provider says about somebody. */
const Claims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().max(320).optional(),
  // Some providers send text.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  given_name: z.string().max(200).optional(),
  family_name: z.string().max(200).optional(),
});
type Claims = z.output<typeof Claims>;

interface OidcSignIn {
  readonly sql: Sql;
  readonly settings: OidcSettings;
  readonly log: Log;
  readonly origin: SignInOrigin;
}

/**
 * The user whom the claims of the provider stand for. Somebody who signs in for the first time is known by the e-mail
 * address, if the provider has verified it; from then on by the provider's own name for them. Where roles come from the
 * provider, they are set anew.
 */
export async function signInWithOidc(
  given: unknown,
  context: OidcSignIn,
): Promise<{ readonly user: StoredUser } | { readonly refusal: OidcRefusal }> {
  const { sql, settings, origin } = context;
  const claims = Claims.parse(given);
  const found = await userOf(claims, context);
  if (typeof found === 'string' || found.disabled) {
    const refusal = typeof found === 'string' ? found : 'DisabledUser';
    const user = typeof found === 'string' ? undefined : found;
    await recordEvent(sql, {
      by: { ...oidcActor(user, origin), userName: nameForEvent(claims.email ?? '') },
      entityType: 'User',
      entityId: user?.id,
      refusal,
    });
    return { refusal };
  }
  const roles = settings.rolesClaim === undefined ? undefined : rolesIn(claims, settings);
  return { user: roles ? await withRoles(found, roles, context) : found };
}

/** Who answers for a sign-in at the provider. */
export function oidcActor(user: StoredUser | undefined, origin: SignInOrigin): Actor {
  return { ...actorOf(user, origin), way: 'oidc' };
}

async function userOf(
  claims: Claims,
  { sql, settings, origin }: OidcSignIn,
): Promise<StoredUser | OidcRefusal> {
  const identity = { issuer: settings.issuer, subject: claims.sub };
  const known = await findUserByIdentity(sql, identity);
  if (known) return known;
  const { email } = claims;
  // What is marked as not verified never counts.
  const verified = claims.email_verified ?? settings.trustEmail;
  if (email === undefined || !verified) return 'EmailNotVerified';
  const user =
    (await findUserByEmail(sql, email)) ?? (await newcomer(email, claims, { sql, settings, origin }));
  if (!user) return 'UnknownUser';
  if (!user.disabled) await linkIdentity(sql, identity, user.id);
  return user;
}

async function newcomer(
  emailAddress: string,
  { given_name, family_name }: Claims,
  { sql, settings, origin }: Omit<OidcSignIn, 'log'>,
): Promise<StoredUser | undefined> {
  if (!settings.createUsers || !z.email().safeParse(emailAddress).success) return undefined;
  const id = await createUser(sql, {
    emailAddress,
    firstName: given_name && withoutBlanks(given_name),
    lastName: family_name && withoutBlanks(family_name),
    roles: [],
    accountIds: [],
    by: { ...oidcActor(undefined, origin), userName: emailAddress.toLowerCase() },
  });
  // Somebody else may have made the same user in the meantime.
  return id === undefined ? findUserByEmail(sql, emailAddress) : findUserById(sql, id);
}

/** The roles that the provider grants, by our names. */
function rolesIn(claims: Claims, { rolesClaim = '', roleMap }: OidcSettings): readonly string[] {
  const value = rolesClaim
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
          ? Reflect.get(inner, name)
          : undefined,
      claims,
    );
  const theirs = z.union([z.array(z.string()), z.string().transform((one) => [one])]).safeParse(value);
  const ours = (theirs.data ?? []).flatMap((name) => roleMap.get(name) ?? []);
  return [...new Set(ours)].sort();
}

async function withRoles(
  user: StoredUser,
  roles: readonly string[],
  { sql, log, origin }: OidcSignIn,
): Promise<StoredUser> {
  if (roles.length === user.roles.length && roles.every((role) => user.roles.includes(role))) return user;
  const outcome = await changeUser(sql, 'all', { id: user.id, roles, by: oidcActor(user, origin) });
  if (outcome === 'done') return { ...user, roles };
  log.warn(
    { userId: user.id, roles, outcome },
    'roles from the OpenID provider were not set: somebody has to stay system administrator',
  );
  return user;
}
