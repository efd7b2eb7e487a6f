import { z } from 'zod';

/** Our roles by the names that an OpenID provider has for roles or groups. Names are in NFC. */
export type RoleMap = ReadonlyMap<string, readonly string[]>;

const Role = z.string().regex(/^\w{1,100}$/);
const AsObject = z.record(
  z.string().regex(/\S/),
  z.union([Role.transform((role) => [role]), z.array(Role).min(1)]),
);

const LDAP = '{"CN=Admins,OU=Groups,DC=example,DC=com":"SystemAdministrator"}';

/**
 * Reads which role stands for which: pairs with commas between them (`theirs=Ours`), or a JSON object, whose names may
 * hold commas and `=` as those of LDAP do, and whose values are a role or a list of roles.
 */
export const roleMap = z
  .string()
  .default('')
  .transform((text, context): RoleMap => {
    const pairs = text.trimStart().startsWith('{') ? pairsInJson(text) : pairsInList(text);
    if (typeof pairs !== 'string') return joined(pairs);
    context.addIssue({ code: 'custom', message: pairs });
    return z.NEVER;
  });

type Pair = readonly [theirs: string, ours: readonly string[]];

function pairsInList(text: string): readonly Pair[] | string {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const pairs = parts.map((part): Pair | undefined => {
    const [, theirs, ours] = /^([^=]*[^=\s])\s*=\s*(\w+)$/.exec(part) ?? [];
    return theirs === undefined || ours === undefined ? undefined : [theirs, [ours]];
  });
  const wrong = parts[pairs.indexOf(undefined)];
  if (wrong === undefined) return pairs.filter((pair) => pair !== undefined);
  return `${wrong} must be like theirs=Ours; names with commas or = in them are written as JSON: ${LDAP}`;
}

function pairsInJson(text: string): readonly Pair[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `it begins like JSON and is not: ${error instanceof Error ? error.message : 'it cannot be read'}`;
  }
  const read = AsObject.safeParse(value);
  if (read.success) return Object.entries(read.data);
  const theirs = read.error.issues[0]?.path[0];
  const which = theirs === undefined ? '' : ` of ${JSON.stringify(theirs)}`;
  return `the value${which} must be the name of a role or a list of such names: ${LDAP}`;
}

/** What stands for several roles grants all of them. */
function joined(pairs: readonly Pair[]): RoleMap {
  const map = new Map<string, readonly string[]>();
  for (const [theirs, ours] of pairs) {
    const name = theirs.trim().normalize('NFC');
    map.set(name, [...new Set([...(map.get(name) ?? []), ...ours])]);
  }
  return map;
}
