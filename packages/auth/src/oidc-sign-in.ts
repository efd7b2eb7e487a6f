import { emailAddress, type Role, singleLineText } from '@ai-sessions/contract';
import {
  type Actor,
  changeUser,
  createUser,
  type Db,
  findUserByEmail,
  findUserById,
  findUserByIdentity,
  type Log,
  linkIdentity,
  recordEvent,
  type StoredUser,
} from '@ai-sessions/db';
import { z } from 'zod';
import type { OidcSettings } from './oidc-settings.ts';
import { readRolesClaim } from './roles-claim.ts';
import { actorOf, nameForEvent, type SignInOrigin } from './sign-in-origin.ts';

const ADMINISTRATOR = 'SystemAdministrator' satisfies Role;

/** Why somebody whom the provider knows may not sign in. */
export const oidcRefusals = ['EmailNotVerified', 'UnknownUser', 'DisabledUser'] as const;
export type OidcRefusal = (typeof oidcRefusals)[number];

/**
 * What the provider says about somebody. It may send null or something else for what it does not know: then it has not
 * said it, which keeps nobody out whom we know already.
 */
const Claims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.string().max(320).optional().catch(undefined),
  // Some providers send text. What cannot be read is no mark of being verified, whatever is trusted otherwise.
  email_verified: z.union([z.boolean(), z.stringbool()]).nullish().catch(false),
  given_name: singleLineText().optional().catch(undefined),
  family_name: singleLineText().optional().catch(undefined),
});
type Claims = z.output<typeof Claims>;

interface Identification {
  readonly db: Db;
  readonly settings: Pick<OidcSettings, 'issuer' | 'trustEmail'>;
  /** Makes the user of an address that nobody has; absent where nobody new is let in. */
  readonly provision?: (email: string) => Promise<StoredUser | undefined>;
}

interface OidcSignIn {
  readonly db: Db;
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
  const { db, origin } = context;
  const claims = Claims.parse(given);
  const provision = (email: string) => provisionUser(email, claims, context);
  const found = await userOf(claims, { ...context, provision });
  if (typeof found === 'string' || found.disabled) {
    const refusal = typeof found === 'string' ? found : 'DisabledUser';
    const user = typeof found === 'string' ? undefined : found;
    await recordEvent(db, {
      by: { ...oidcActor(user, origin), userName: nameForEvent(claims.email ?? '') },
      entityType: 'User',
      entityId: user?.id,
      refusal,
    });
    return { refusal };
  }
  return { user: await withGrantedRoles(found, claims, context) };
}

/** Who answers for a sign-in at the provider. */
export function oidcActor(user: StoredUser | undefined, origin: SignInOrigin): Actor {
  return { ...actorOf(user, origin), way: 'oidc' };
}

/**
 * The user whom an access token of the provider stands for, as {@link signInWithOidc} finds them; but nobody becomes a
 * user by an agent, and roles stay as they are.
 */
export async function userOfAccessToken(
  given: unknown,
  context: Pick<Identification, 'db' | 'settings'>,
): Promise<StoredUser | undefined> {
  const claims = Claims.safeParse(given);
  const found = claims.success ? await userOf(claims.data, context) : undefined;
  return typeof found === 'string' || found?.disabled ? undefined : found;
}

async function userOf(
  claims: Claims,
  { db, settings, provision }: Identification,
): Promise<StoredUser | OidcRefusal> {
  const identity = { issuer: settings.issuer, subject: claims.sub };
  const known = await findUserByIdentity(db, identity);
  if (known) return known;
  const { email: given } = claims;
  // What is marked as not verified never counts.
  const verified = claims.email_verified ?? settings.trustEmail;
  if (given === undefined || !verified) return 'EmailNotVerified';
  const email = asciiAddress(given);
  if (email === undefined) return 'UnknownUser';
  const user = (await findUserByEmail(db, email)) ?? (await provision?.(email));
  if (!user) return 'UnknownUser';
  if (!user.disabled) await linkIdentity(db, identity, user.id);
  return user;
}

/**
 * An address as we keep it. One with a letter that only looks like another, or becomes it in lower case (the Kelvin
 * sign), is a mailbox of somebody else.
 */
function asciiAddress(given: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the end of ASCII
  return /^[\x00-\x7f]*$/.test(given) ? emailAddress.safeParse(given).data : undefined;
}

async function provisionUser(
  email: string,
  { given_name, family_name }: Claims,
  { db, settings, origin }: Omit<OidcSignIn, 'log'>,
): Promise<StoredUser | undefined> {
  if (!settings.createUsers) return undefined;
  const created = await createUser(db, {
    emailAddress: email,
    firstName: given_name,
    lastName: family_name,
    roles: [],
    accountIds: [],
    by: { ...oidcActor(undefined, origin), userName: email },
  });
  // Somebody else may have made the same user in the meantime.
  return created.ok ? findUserById(db, created.value) : findUserByEmail(db, email);
}

/**
 * The user with the roles that the provider grants, by our names. A provider that does not say which these are, or not
 * in a way that can be read, changes none: to Entra ID, a claim with too many groups is one to leave out.
 */
async function withGrantedRoles(user: StoredUser, claims: Claims, context: OidcSignIn): Promise<StoredUser> {
  const { settings, log } = context;
  const { rolesClaim: claim, roleMap } = settings;
  if (claim === undefined) return user;
  const rolesOf = (name: string) => roleMap.get(name.trim().normalize('NFC'));
  const found = readRolesClaim(claims, claim, (name) => rolesOf(name) !== undefined);
  if (found.kind === 'names') {
    const roles = [...new Set(found.names.flatMap((name) => rolesOf(name) ?? []))].sort();
    return withRoles(user, roles, context);
  }
  // Names of claims are no secrets, and what is wrong shows in them.
  const given = { userId: user.id, claim, claims: Object.keys(claims).slice(0, CLAIMS_IN_LOG) };
  const { _claim_names: distributed } = claims;
  log.warn(
    given,
    found.kind === 'unreadable'
      ? CLAIM_UNSUPPORTED
      : distributed === undefined
        ? CLAIM_MISSING
        : CLAIM_DISTRIBUTED,
  );
  return user;
}

const CLAIMS_IN_LOG = 50;
const KEPT = 'the user keeps their current roles';
const CLAIM_MISSING = `the roles claim is missing from the claims of the OpenID provider; ${KEPT}`;
const CLAIM_DISTRIBUTED = `the roles claim is a distributed claim, which Entra ID sends for too many groups (groups overage); ${KEPT}. Have it send only the groups assigned to this application, or app roles`;
const CLAIM_UNSUPPORTED = `the roles claim has an unsupported type: expected a list, a string or an object whose keys are roles; ${KEPT}`;

async function withRoles(
  user: StoredUser,
  roles: readonly string[],
  { db, log, origin, settings }: OidcSignIn,
): Promise<StoredUser> {
  if (roles.length === user.roles.length && roles.every((role) => user.roles.includes(role))) return user;
  const changed = await changeUser(db, 'all', { id: user.id, roles, by: oidcActor(user, origin) });
  if (changed.ok) {
    if (user.roles.includes(ADMINISTRATOR) && !roles.includes(ADMINISTRATOR)) {
      log.warn(
        { userId: user.id, roles, claim: settings.rolesClaim },
        'the OpenID provider revoked the SystemAdministrator role of a user',
      );
    }
    return { ...user, roles };
  }
  log.warn(
    { userId: user.id, roles, reason: changed.reason },
    'roles from the OpenID provider not applied: the user keeps their current roles',
  );
  return user;
}
