import type { ApiError } from '@ai-sessions/contract';
import type { Page, PageRefusal, PageResult } from '@ai-sessions/db';
import { invalid } from './missing.ts';

/**
 * The page that a list was asked for.
 *
 * @throws ApiError `ValidationException` of the field that asks for what cannot be read
 */
export function pageOf<Item>(result: PageResult<Item>): Page<Item> {
  if (result.ok) return result.value;
  throw errorOf(result);
}

function errorOf(refusal: PageRefusal): ApiError {
  switch (refusal.reason) {
    case 'unknownSortField':
      return invalid(
        'SortField',
        'InvalidValue',
        `'Sort Field' must be one of ${refusal.sortable.join(', ')}.`,
      );
    case 'foreignCursor':
      return invalid(
        'Cursor',
        'InvalidValue',
        "'Cursor' must be the NextCursor of a page with the same sort. Start again without it.",
      );
    case 'tooManyRows':
      return invalid(
        'All',
        'TooManyRows',
        `'All' returns at most ${refusal.maximum} rows and there are more. Page with 'Cursor', or filter.`,
      );
  }
}
