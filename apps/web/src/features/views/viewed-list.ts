import type { ViewedList } from '@ai-sessions/contract';

/** Names the view in the URL that somebody has gone to. */
const VIEW = 'view';

/** What the page of a list shows, as a view keeps it: all but where in the list, and which view it was. */
export function queryOf(search: string): string {
  const query = new URLSearchParams(search);
  query.delete('cursor');
  query.delete(VIEW);
  return query.toString();
}

/** The id of the view that somebody has gone to, whatever they have changed since. */
export function viewIdOf(search: string): string | undefined {
  return new URLSearchParams(search).get(VIEW) ?? undefined;
}

/** The page of a list in a view. */
export function pathOf(list: ViewedList, { id = '', query }: { id?: string; query: string }): string {
  const parameters = new URLSearchParams(query);
  parameters.set(VIEW, id);
  return `/admin/${list}?${parameters}`;
}
