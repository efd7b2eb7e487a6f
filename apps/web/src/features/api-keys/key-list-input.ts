import { sortInput } from '@/components/table/table-view.ts';
import { choiceIn, type UrlReader, yesOrNo } from '@/components/table/url-state.ts';
import { keyColumns } from './columns.tsx';

/** What uses keys. */
export const keyKinds = ['Integration', 'Agent', 'Person'] as const;

/** What the list of all keys is narrowed down by, as the URL of the page has it. */
export function keyFilters(get: UrlReader) {
  return {
    text: get('text'),
    kind: choiceIn(get('kind'), keyKinds),
    usable: yesOrNo(get('state'), 'working', 'ended'),
  };
}

/** Asks for API keys, newest first: those of one user, or of all. */
export function keyListInput(get: UrlReader, userId?: string) {
  const columns = keyColumns({ areLinks: true, ofOneUser: userId !== undefined });
  return {
    userId,
    // Those of one user stand on a page whose URL is about the user.
    ...(userId === undefined ? { ...keyFilters(get), ...sortInput(get, columns) } : {}),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
