import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** What demo sessions are made of, drawn at random. */
export interface DemoSessions {
  /** Number of the first one, from 0. */
  readonly from: number;
  readonly count: number;
  /** How many there will be in all. */
  readonly total: number;
  readonly accountIds: string[];
  /** Whether one in twenty is about the whole platform. */
  readonly someOfPlatform: boolean;
  readonly purposes: string[];
  readonly agents: string[];
}

/** One of the values of an array, drawn at random. */
function drawn(values: string[]): Prisma.Sql {
  return Prisma.sql`(${values}::text[])[1 + floor(random() * ${values.length}::int)::int]`;
}

/** Adds sessions spread over the last ninety days, oldest first; one in twelve has no purpose. */
export const insertDemoSessions = ({
  from,
  count,
  total,
  accountIds,
  someOfPlatform,
  purposes,
  agents,
}: DemoSessions) =>
  statement(
    { added: int },
    Prisma.sql`
      WITH added AS (
        INSERT INTO ai_session (id, account_id, purpose, date_created, date_last_modified, created_by, last_modified_by)
        SELECT uuid_v7(at), account, purpose, at, at, agent, agent FROM (
          SELECT now() - interval '90 days' * (1 - (n + random())::float8 / ${total}::int) AS at,
            CASE WHEN ${someOfPlatform}::boolean AND n % 20 = 19 THEN NULL ELSE ${drawn(accountIds)} END AS account,
            CASE WHEN n % 12 = 11 THEN NULL ELSE ${drawn(purposes)} END AS purpose,
            ${drawn(agents)} AS agent
          FROM generate_series(${from}::int, ${from + count - 1}::int) AS n, audit_as(${SILENTLY})) AS made
        ORDER BY at
        RETURNING id)
      SELECT count(*)::int AS added FROM added`,
  );
