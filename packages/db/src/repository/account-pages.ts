import { batched } from '../batch/batched.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { int } from '../statement/column.ts';
import type { Statement } from '../statement/statement.ts';
import { type Digested, unlessKnown } from './kept-pages.ts';

/** Stands for the account in the statement of a page that {@link accountPages} reads. */
export const OF_ACCOUNT = Prisma.sql`asked.account_id`;

/** A page of the sessions of one account. */
export interface AccountPage<Row> {
  /** Its statement, with {@link OF_ACCOUNT} for the account. */
  readonly page: Statement<Row>;
  readonly accountId: string;
  /** The digest of the page that is known. */
  readonly known: string;
}

/**
 * Makes what reads pages of one account each, those that are asked for at the same moment and differ in their account alone
 * in one statement: its rows, or none of them when the page is as it was known.
 */
export function accountPages<Row extends object>() {
  return batched<AccountPage<Row>, readonly (Row & Digested)[]>({
    atOnce: 2,
    shapeOf: ({ page: { query } }) =>
      query.values.length === 0 ? query.text : `${query.text} ${JSON.stringify(query.values)}`,
    alone: (db, request) => db.rows(pagesOf([request])),
    together: async (db, requests) => {
      const found = requests.map((): (Row & Digested)[] => []);
      for (const row of await db.rows(pagesOf(requests))) found[row.position - 1]?.push(row);
      return found.map((result) => ({ result }));
    },
  });
}

function pagesOf<Row>(
  requests: readonly AccountPage<Row>[],
): Statement<Row & Digested & { position: number }> {
  const [first] = requests;
  if (!first) throw new Error('No page was asked for.');
  const accounts = requests.map(({ accountId }) => accountId);
  const known = requests.map((request) => request.known);
  const page = unlessKnown(first.page, Prisma.sql`asked.known`);
  // PostgreSQL does not look into the queries around the arrays, so that one plan is good for any number of pages.
  const query = Prisma.sql`
    SELECT asked.position::int AS position, x.*
    FROM unnest((SELECT ${accounts}::text[]), (SELECT ${known}::text[])) WITH ORDINALITY asked (account_id, known, position)
    CROSS JOIN LATERAL (${page.query}) x`;
  return { columns: { position: int, ...page.columns }, query, direct: page.direct };
}
