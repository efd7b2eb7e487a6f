import { unwrap } from '../result.ts';
import type { PageRequest, PageResult } from './page.ts';

/** Rows that an export reads at a time. */
const EXPORT_PAGE = 1_000;

/**
 * Reads all rows of a list, newest first. Each page is a statement of its own, so that a client who is slow to read holds
 * no connection; pages follow the ids, so that every record which stays is given exactly once.
 */
export async function* everyRow<Row>(
  readPage: (page: PageRequest) => Promise<PageResult<Row>>,
): AsyncGenerator<Row> {
  let cursor: string | undefined;
  do {
    const page = unwrap(await readPage({ cursor, countPerPage: EXPORT_PAGE, simplifiedPaging: true }));
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
