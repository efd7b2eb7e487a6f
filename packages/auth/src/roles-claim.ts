/** What the claim with the roles says. */
export type RolesClaim =
  /** The provider's own names of roles or groups; none when the claim is there and empty. */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** There is no such claim, which says nothing about roles. */
  | { readonly kind: 'absent' }
  /** It is there, but in a form that we do not know. */
  | { readonly kind: 'unreadable' };

/** Whether a name of the provider stands for a role here. */
type IsKnown = (name: string) => boolean;

/**
 * Reads the roles or groups of somebody from the claims of a provider; no standard gives them a name or a form.
 *
 * The claim is looked up by its whole name first, because many have dots in their names (`https://example.com/roles`),
 * then as a path whose steps may have dots in their names too (`resource_access.my.client.roles`). It may be a list, of
 * which everything but text is passed over, an object whose keys are the roles, or text: one name if it is known,
 * otherwise names with semicolons, commas or blanks between them.
 */
export function readRolesClaim(
  claims: Readonly<Record<string, unknown>>,
  claim: string,
  isKnown: IsKnown,
): RolesClaim {
  const value = valueAt(claims, claim.split('.'));
  return typeof value === 'string' ? rolesInText(value.trim(), isKnown) : rolesIn(value, isKnown);
}

/**
 * The value at a path in which neighbouring parts may be one name together; the longest names are tried first. What is
 * null counts as left out, as OpenID Connect Core has it (5.3.2).
 */
function valueAt(container: object, parts: readonly string[]): unknown {
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.');
    const found: unknown = Object.hasOwn(container, name) ? Reflect.get(container, name) : undefined;
    const rest = parts.slice(length);
    const inner = isObject(found) ? valueAt(found, rest) : undefined;
    const value = rest.length === 0 ? found : inner;
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function rolesIn(value: unknown, isKnown: IsKnown): RolesClaim {
  if (value === undefined) return { kind: 'absent' };
  if (Array.isArray(value)) {
    const names = value.filter((member) => typeof member === 'string');
    // Numbers or objects alone do not say that somebody has no role.
    return names.length === 0 && value.length > 0 ? { kind: 'unreadable' } : { kind: 'names', names };
  }
  return isObject(value) ? rolesInKeys(value, isKnown) : { kind: 'unreadable' };
}

/** Zitadel gives the organisations in which somebody has a role, others `true`. */
function rolesInKeys(roles: object, isKnown: IsKnown): RolesClaim {
  const entries = Object.entries(roles);
  if (!entries.some(([name]) => isKnown(name))) {
    // A list that has lost an item in PHP becomes an object with the numbers of the others.
    if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name)))
      return rolesIn(
        entries.map(([, held]) => held),
        isKnown,
      );
    // Rather what holds the claim than the claim (`realm_access` instead of `realm_access.roles`), or one role's own object.
    if (entries.some(([, held]) => isFilledList(held) || (typeof held === 'string' && isKnown(held))))
      return { kind: 'unreadable' };
  }
  return { kind: 'names', names: entries.flatMap(([name, held]) => (isDenied(held) ? [] : [name])) };
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** Words that say no. */
const DENIED = /^\s*(?:false|f|no|n|off|0)?\s*$/i;

/** Whether the value of a role says that somebody does not have it. */
function isDenied(held: unknown): boolean {
  if (Array.isArray(held)) return !isFilledList(held);
  return typeof held === 'string' ? DENIED.test(held) : !held;
}

/**
 * Where there is only text, lists are written into it: with commas by WSO2, with semicolons by OneLogin, in brackets by
 * Keycloak, with blanks in OAuth's own `scope`. One separator counts, the rarest in names, and a known name stays whole.
 */
function rolesInText(text: string, isKnown: IsKnown): RolesClaim {
  if (isKnown(text)) return { kind: 'names', names: [text] };
  const json = /^[[{"]/.test(text) ? jsonIn(text) : undefined;
  if (typeof json === 'string') return rolesInText(json.trim(), isKnown);
  if (json !== undefined) return rolesIn(json, isKnown);
  const bare = (/^\[(.*)\]$/s.exec(text)?.[1] ?? text).trim();
  if (isKnown(bare)) return { kind: 'names', names: [bare] };
  const separator = [';', ','].find((one) => bare.includes(one)) ?? /\s/;
  const names = bare.split(separator).map((name) => withoutQuotes(name.trim(), isKnown));
  return { kind: 'names', names: names.filter((name) => name !== '') };
}

/** Lists that Python has written into text have names in quotes. */
function withoutQuotes(name: string, isKnown: IsKnown): string {
  const [, quoted] = /^(?:'([^']*)'|"([^"]*)")$/.exec(name)?.filter((part) => part !== undefined) ?? [];
  return quoted === undefined || isKnown(name) ? name : quoted;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
