import { Prisma } from '../../generated/prisma/client.ts';
import { instant, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Sessions in a state other than Open, oldest first, at most so many. */
export const selectSessionsInState = (state: 'Applying' | 'InDoubt', limit: number) =>
  statement(
    {
      id: text,
      purpose: nullable(text),
      accountId: nullable(text),
      accountName: nullable(text),
      date: instant,
    },
    // The state stands in the text: of a value PostgreSQL does not know that the index of other states than Open has it.
    Prisma.sql`
      SELECT s.id, s.purpose, s.account_id AS "accountId",
        (SELECT a.name FROM account a WHERE a.id = s.account_id) AS "accountName", s.date_last_modified AS date
      FROM ai_session s
      WHERE s.state = ${Prisma.raw(`'${state}'`)} AND NOT s.discarded ORDER BY s.id LIMIT ${limit}`,
  );
