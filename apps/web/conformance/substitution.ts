/**
 * Puts real ids in the place of the names that vectors use, in every text of a value. A name is a word of its own:
 * `s1` in `/ai/sessions/s1.json`, but not in `s10`.
 */
export function withIds<T>(value: T, ids: ReadonlyMap<string, string>): T {
  const pattern = new RegExp(`(?<![\\w-])(${[...ids.keys()].join('|')})(?![\\w-])`, 'g');
  const replace = (inner: unknown): unknown => {
    if (typeof inner === 'string') return inner.replace(pattern, (name) => ids.get(name) ?? name);
    if (Array.isArray(inner)) return inner.map(replace);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [name, replace(each)]));
  };
  return replace(value) as T;
}
