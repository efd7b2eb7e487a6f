const HOME = '/admin/sessions';

/** Where to go after signing in: only to a path of our own. Everything else leads to the sessions. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return HOME;
  return wanted;
}
