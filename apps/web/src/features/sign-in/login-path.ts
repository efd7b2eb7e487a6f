/** The address of a page for signing in, or of another one below it, from where it goes on to a path of ours. */
export function loginPath(target: string, page = '/login'): string {
  return target === '/' ? page : `${page}?redirect=${encodeURIComponent(target)}`;
}
