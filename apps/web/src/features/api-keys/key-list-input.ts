import { sortInput } from '@/components/table/table-view.ts';
import type { UrlReader } from '@/components/table/url-state.ts';
import { keyColumns } from './columns.tsx';

/** Asks for API keys, newest first: those of one user, or of all. */
export function keyListInput(get: UrlReader, userId?: string) {
  const columns = keyColumns({ areLinks: true, ofOneUser: userId !== undefined });
  return {
    userId,
    ...(userId === undefined ? sortInput(get, columns) : {}),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
