/** The header in which the server tells the pages what was asked for: Next itself tells them no query. */
export const PAGE_TARGET_HEADER = 'x-page-target';

/** What Next adds to the query of what its own scripts ask for. */
const OF_NEXT = '_rsc';

/**
 * Where to return to after signing in: the page with its query, as it was asked for.
 *
 * @param path The page itself; all that is known on a host whose server does not tell.
 * @param target Path and query of the request.
 */
export function returnTarget(path: string, target: string | null): string {
  const mark = target?.indexOf('?') ?? -1;
  if (!target || mark < 0 || target.slice(0, mark) !== path) return path;
  // The parts stay as they were sent; only whole ones are left out.
  const query = target
    .slice(mark + 1)
    .split('&')
    .filter((part) => part !== '' && part.split('=', 1)[0] !== OF_NEXT);
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}
