const HOME = '/';

/** Where to go after signing in: only to a path of our own. Everything else leads home. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return HOME;
  return wanted;
}
