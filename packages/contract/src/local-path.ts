/** Any origin will do: what counts is whether a path leaves it. */
const ORIGIN = 'https://here.invalid';

/**
 * Whether a text is a path of this site to go on to, with or without query and fragment. Anything else would make our
 * address a stepping stone to somebody else's page: `//host`, `/\host`, and paths that become such when their dots are
 * resolved (`/.//host`).
 */
export function isLocalPath(text: string): boolean {
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) || !text.isWellFormed()) return false;
  const { origin, pathname } = new URL(text, ORIGIN);
  return origin === ORIGIN && !pathname.startsWith('//');
}
