import { z } from 'zod';
import { type Dto, dto, enumeration } from './dto.ts';
import { field } from './field.ts';
import { id, singleLineText } from './text.ts';

/** Rows on a page when the request does not say. */
export const DEFAULT_COUNT_PER_PAGE = 25;
/** Most rows on a page. */
export const MAXIMUM_COUNT_PER_PAGE = 1_000;
/** Most ids in one filter. */
export const MAXIMUM_FILTER_IDS = 200;
/** Most rows that `All` returns; more must be paged. */
export const MAXIMUM_ALL = 10_000;
const LARGEST_INT = 2_147_483_647;

/** Direction of a sort. */
const SortOrders = enumeration('SortOrders', {
  namespace: 'Voice.Api',
  description: 'Direction in which a list is sorted.',
  values: ['Ascend', 'Descend'],
});

/** A filter by ids: at most 200 of them. */
export const idFilter = z
  .array(id)
  .max(MAXIMUM_FILTER_IDS, `must name ${MAXIMUM_FILTER_IDS} ids or fewer.`)
  .optional();

const int = z.int();

/** The paging part of every list request. */
export function listRequest<Item extends Dto>(item: Item) {
  return dto('ListRequest', {
    namespace: 'Voice.Api',
    description: 'How to page through a list and in which order.',
    typeArguments: [item],
    fields: {
      page: field(
        int.min(0, 'must be 0 or more.').max(LARGEST_INT, `must be ${LARGEST_INT} or less.`).optional(),
        {
          description:
            'Page to return, counted from 0. Deep pages get slower: to walk a long list, use Cursor.',
          example: 0,
          default: 0,
        },
      ),
      all: field(z.boolean().optional(), {
        description: `Return every match at once, up to ${MAXIMUM_ALL.toLocaleString('en')}. Beats Page and CountPerPage.`,
        example: false,
        default: false,
      }),
      countPerPage: field(
        int
          .min(0, 'must be 0 or more.')
          .max(MAXIMUM_COUNT_PER_PAGE, `must be ${MAXIMUM_COUNT_PER_PAGE} or less.`)
          .optional(),
        {
          description: `Rows on a page: at most ${MAXIMUM_COUNT_PER_PAGE.toLocaleString('en')}; 0 or nothing means ${DEFAULT_COUNT_PER_PAGE}.`,
          example: DEFAULT_COUNT_PER_PAGE,
          default: DEFAULT_COUNT_PER_PAGE,
        },
      ),
      specificIds: field(idFilter, {
        description: `Only records with these ids (at most ${MAXIMUM_FILTER_IDS}). Ids that do not exist are skipped.`,
        example: ['019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11'],
      }),
      sortField: field(singleLineText().optional(), {
        description: 'Field to sort by, by its name in the answer, in any case. Newest first when left out.',
        example: 'dateLastModified',
      }),
      sortOrder: field(SortOrders.optional(), {
        description: 'Direction of the sort. Ascend when only SortField is given.',
        example: 'Descend',
      }),
      simplifiedPaging: field(z.boolean().optional(), {
        description:
          'Leave out TotalCount and TotalPages, which cost time; HasMorePages tells whether to go on.',
        example: false,
        default: false,
      }),
      cursor: field(singleLineText(2_000).optional(), {
        description:
          'NextCursor of the page before: goes on right after it at the same cost however deep. Repeat the filters and the sort; totals are left out.',
        example: 'eyJpZCI6IjAxOWRjM2YwIn0',
      }),
    },
  });
}

/** The answer to a list request. */
export function listResponse<Item extends Dto>(item: Item) {
  return dto('ListResponse', {
    namespace: 'Voice.Api',
    description: 'One page of a list.',
    typeArguments: [item],
    fields: {
      items: field(z.array(item.schema as Item['schema']), {
        description: 'The rows of this page.',
        // The reference fills in the example of the item type.
        example: [],
      }),
      totalCount: field(int.optional(), {
        description: 'How many records match in all. Left out with SimplifiedPaging or Cursor.',
        example: 26,
      }),
      totalPages: field(int.optional(), {
        description: 'How many pages they fill. Left out with SimplifiedPaging or Cursor.',
        example: 2,
      }),
      hasMorePages: field(z.boolean(), {
        description: 'Whether another page follows.',
        example: true,
      }),
      nextCursor: field(z.string().optional(), {
        description: 'Send it as Cursor to get the next page. Absent on the last page.',
        example: 'eyJpZCI6IjAxOWRjM2YwIn0',
      }),
    },
  });
}
