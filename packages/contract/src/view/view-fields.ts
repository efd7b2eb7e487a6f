import { z } from 'zod';
import { field } from '../field.ts';
import { id, requiredName, singleLineText } from '../text.ts';

/** The lists of the desk that can be saved as they are looked at. */
const viewLists = [
  'sessions',
  'runs',
  'functions',
  'accounts',
  'users',
  'keys',
  'webhooks',
  'audit',
  'requests',
] as const;

/** The name of such a list. */
export type ViewedList = (typeof viewLists)[number];

const QUERY_MAXIMUM = 2_000;

/** The path of a view. */
export const viewPath = {
  viewId: field(id, { description: 'The view.', example: '019dc3f9-1c2d-7e3f-8a4b-5c6d7e8f9a0b' }),
} as const;

/** Which list a view is of; it stays so. */
export const viewList = field(
  requiredName(50).refine((name) => viewLists.some((list) => list === name), {
    message: `must be one of ${viewLists.join(', ')}.`,
    params: { errorCode: 'InvalidValue' },
  }),
  { description: `List that it is of: ${viewLists.join(', ')}.`, example: 'sessions' },
);

/** What a view is called. */
export const viewName = field(requiredName(100), {
  description:
    'What it is called: at most 100 characters. Nobody has two views of one list with the same name.',
  example: 'Waiting, by account',
});

/** What is looked at, and how. */
export const viewQuery = field(
  singleLineText(QUERY_MAXIMUM).refine((text) => !/[?#]/.test(text), {
    message: 'must be a query without its question mark, and without a fragment.',
    params: { errorCode: 'InvalidValue' },
  }),
  {
    description:
      'Filters, order and columns, as the page of the list has them in its URL, without the question mark. Empty for the list as it is.',
    example: 'pending=yes&sort=accountName',
  },
);

/** Who sees a view. */
export const viewShared = field(z.boolean().optional(), {
  description: 'Whether all system administrators see it and may change it; false by default.',
  example: true,
});
