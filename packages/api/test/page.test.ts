import { responseStatusOf } from '@ai-sessions/contract';
import type { PageRefusal } from '@ai-sessions/db';
import { expect, it } from 'vitest';
import { apiErrorOf } from '../src/failure.ts';
import { pageOf } from '../src/page.ts';

function errorOf(refusal: PageRefusal) {
  try {
    pageOf(refusal);
  } catch (error) {
    return apiErrorOf(error);
  }
  throw new Error('It was not refused.');
}

it.each<[PageRefusal, fieldName: string, errorCode: string, message: string]>([
  [
    { ok: false, reason: 'unknownSortField', sortable: ['id', 'name'] },
    'SortField',
    'InvalidValue',
    "'Sort Field' must be one of id, name.",
  ],
  [
    { ok: false, reason: 'foreignCursor' },
    'Cursor',
    'InvalidValue',
    "'Cursor' must be the NextCursor of a page with the same sort. Start again without it.",
  ],
  [
    { ok: false, reason: 'tooManyRows', maximum: 10_000 },
    'All',
    'TooManyRows',
    "'All' returns at most 10000 rows and there are more. Page with 'Cursor', or filter.",
  ],
])('tells which field asks for a page that is refused: %o', (refusal, fieldName, errorCode, message) => {
  const error = errorOf(refusal);
  expect(error.status).toBe(400);
  expect(responseStatusOf(error)).toEqual({
    errorCode,
    message,
    errors: [{ errorCode, fieldName, message }],
  });
});
