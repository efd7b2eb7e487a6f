import { Prisma } from '../generated/prisma/client.ts';
import { selectListed } from '../sql/session/columns.ts';
import { allOf, type Conditions, isAmong, where } from '../statement/conditions.ts';
import type { Along, Listing, Search } from './page.ts';

// Sessions of some accounts in the order of a list. `account_id = ANY(…)` has no good plan that could be kept: PostgreSQL
// does not know how many accounts there are, nor where in the list their sessions are, so it goes through the whole list
// and leaves out those of other accounts, which can be nearly all. Here the form of the statement says which index to use.

/**
 * The id as `ai_session_account_idx` has it, in a collation that no other index of it has: an order by it comes from this
 * index alone. Ids sort alike in all collations.
 */
const ID = Prisma.sql`s.id COLLATE "C"`;

/**
 * So many accounts have their sessions merged: an index scan each, and no session is read that is not shown, but setting
 * up a scan costs 15 to 20 µs of CPU.
 */
const MERGEABLE = 8;

/** What is read of the sessions that {@link merged} gives. */
const MERGED = selectListed(Prisma.sql`s.account_name`);

/** Whether so few accounts are best read by merging their sessions, whatever else narrows the list. */
export function isMergeable(accounts: readonly string[]): boolean {
  return accounts.length > 0 && accounts.length <= MERGEABLE;
}

/**
 * The list of the sessions of some accounts by id. With up to {@link MERGEABLE} of them, the page is merged from the
 * sessions of each: 1 account costs what a list of all does, 4 a third more in PostgreSQL. More of them are met soon on
 * the way through all sessions, as a rule. Where they are not, a few ids of each tell which accounts the page can be from:
 * that takes some 3 µs for each account, so that 100 take less than a millisecond and 2,000 some 6, wherever their
 * sessions are in the list.
 */
export function newestOfAccounts<Row extends object, Item>(
  listing: Listing<Row, Item>,
  accounts: readonly string[],
  unfiltered: boolean,
): Listing<Row, Item> {
  const base = {
    ...listing,
    id: Prisma.sql`(${ID})`,
    onePlan: unfiltered,
    total: (filter: Conditions) =>
      unfiltered
        ? countOf(accounts, filter)
        : Prisma.sql`(SELECT count(*) FROM ai_session s ${where([isAmong(Prisma.sql`s.account_id`, accounts), ...filter])})`,
  };
  if (!isMergeable(accounts)) {
    return { ...base, rows: (filter, along) => newestAmong(accounts, filter, along) };
  }
  return {
    ...base,
    select: MERGED,
    rows: (filter, along) =>
      merged(
        accounts.map((id) => Prisma.sql`${id}`),
        filter,
        along,
      ),
  };
}

/**
 * The list of the sessions of one account by id, with an expression for the account: what a page of it is for many
 * accounts.
 */
export function newestOfAccount<Row extends object, Item>(
  listing: Listing<Row, Item>,
  account: Prisma.Sql,
): Listing<Row, Item> {
  return {
    ...listing,
    id: Prisma.sql`(${ID})`,
    onePlan: true,
    select: MERGED,
    rows: (filter, along) => merged([account], filter, along),
  };
}

/** How many sessions the accounts have, counted in the index alone. */
function countOf(accounts: readonly string[], filter: Conditions): Prisma.Sql {
  return Prisma.sql`(SELECT count(*) FROM ${unnested(accounts)} u (account_id) CROSS JOIN LATERAL (
    SELECT FROM ai_session s ${where([Prisma.sql`s.account_id = u.account_id`, ...filter])} OFFSET 0) s)`;
}

/** The sessions of each account in the order of the list. Its name is looked up once, not for each of its sessions. */
function merged(
  accounts: readonly Prisma.Sql[],
  filter: Conditions,
  { order, after, limit }: Along,
): Prisma.Sql {
  const each = accounts.map(
    (id) => Prisma.sql`(
      SELECT s.*, (SELECT a.name FROM account a WHERE a.id = ${id}) AS account_name FROM ai_session s
      ${where([Prisma.sql`s.account_id = ${id}`, ...filter, ...after])} ORDER BY ${order} LIMIT ${limit})`,
  );
  return Prisma.sql`(${Prisma.join(each, ' UNION ALL ')}) s`;
}

/** Sessions of all accounts that are looked through before the accounts are, for each that is wanted. */
const ON_THE_WAY = 20;

/**
 * The next sessions of the list, when there are enough of these accounts among them (`near`). Otherwise the ids of the
 * next sessions of each account, some of each, are enough to know a session that ends the page at the latest (`edge`): so
 * many sessions come before it. Only accounts that have one before it are then read, up to it. With n sessions wanted of
 * k accounts, n/√k of each are the number that keeps both parts small, even when one account has all that are wanted.
 */
function newestAmong(
  accounts: readonly string[],
  filter: Conditions,
  { order, direction, after, afterId, rows, limit }: Along,
): Prisma.Sql {
  const ofEach = Math.ceil((rows + 1) / Math.sqrt(Math.max(accounts.length, 1)));
  const ofAccount = [Prisma.sql`s.account_id = u.account_id`, ...filter, ...after];
  const [forward, upTo, end] =
    direction === 'ASC'
      ? [Prisma.sql`>`, Prisma.sql`<=`, Prisma.sql`'~'`]
      : [Prisma.sql`<`, Prisma.sql`>=`, Prisma.sql`''`];
  const inOrder = Prisma.sql`ORDER BY s.id ${Prisma.raw(direction)}`;
  const next = [...filter, ...(afterId === undefined ? [] : [Prisma.sql`s.id ${forward} ${afterId}`])];
  const enough = Prisma.sql`(SELECT count(*) FROM near) = ${limit}`;
  return Prisma.sql`(
    WITH near AS MATERIALIZED (
      SELECT s.id FROM (
        SELECT s.id, s.account_id FROM ai_session s ${where(next)} ${inOrder} LIMIT ${limit} * ${Prisma.raw(String(ON_THE_WAY))}) s
      WHERE ${isAmongUnnested(accounts)} ${inOrder} LIMIT ${limit}),
    heads AS MATERIALIZED (
      SELECT u.account_id, s.id FROM ${unnested(accounts)} u (account_id) CROSS JOIN LATERAL (
        SELECT s.id FROM ai_session s ${where(ofAccount)} ORDER BY ${order} LIMIT (SELECT ${ofEach}::int)) s
      WHERE NOT ${enough}),
    edge AS MATERIALIZED (
      SELECT coalesce((SELECT s.id FROM heads s ORDER BY ${order} OFFSET (SELECT ${rows}::int) LIMIT 1), ${end}) AS id)
    SELECT s.* FROM (
      SELECT near.id FROM near WHERE ${enough}
      UNION ALL (
        SELECT s.id FROM (
          SELECT DISTINCT s.account_id FROM heads s WHERE ${ID} ${upTo} (SELECT edge.id FROM edge)) u
        CROSS JOIN LATERAL (
          SELECT s.id FROM ai_session s
          WHERE ${allOf(ofAccount)} AND ${ID} ${upTo} (SELECT edge.id FROM edge) ORDER BY ${order} LIMIT ${limit}) s
        ORDER BY ${order} LIMIT ${limit})) found
    CROSS JOIN LATERAL (SELECT s.* FROM ai_session s WHERE s.id = found.id OFFSET 0) s) s`;
}

/** So few sessions of the accounts are read at once. */
const FEW = 2_000;

/** Sessions of all accounts that are looked through in the order of the list, for each that is wanted. */
const NEAR = 80;
/** The most that are looked through like that. */
const NEAR_AT_MOST = 100_000;

/**
 * The way to the sessions of some accounts in an order that no index has for each account. When they are few they are
 * read and sorted. Otherwise they are looked for among the next sessions of the list, where those of large accounts are
 * met at once; and if these are not enough, all that the other conditions leave are read by whichever index is best.
 */
export function accountSearch(
  accounts: readonly string[],
  { withDiscarded }: { readonly withDiscarded: boolean },
): Search {
  const shown = withDiscarded ? [] : [Prisma.sql`NOT s.discarded`];
  const inAccounts = isAmong(Prisma.sql`s.account_id`, accounts);
  const few = Prisma.raw(String(FEW));
  return {
    first(filter, { order, after, limit }) {
      const near = Prisma.sql`SELECT s.* FROM ai_session s ${where([...shown, ...after])}
        ORDER BY ${order} LIMIT least(${limit} * ${Prisma.raw(String(NEAR))}, ${Prisma.raw(String(NEAR_AT_MOST))})`;
      const ofAccount = where([Prisma.sql`s.account_id = u.account_id`, ...shown]);
      // Counted in the index, because an account that is large is not to be read.
      const sessions = Prisma.sql`(SELECT few.sessions FROM few)`;
      return Prisma.sql`(
        WITH few AS MATERIALIZED (
          SELECT count(*) AS sessions FROM (
            SELECT FROM ${unnested(accounts)} u (account_id) CROSS JOIN LATERAL (
              SELECT FROM ai_session s ${ofAccount} ORDER BY s.account_id, s.discarded, ${ID} LIMIT ${few} + 1) s
            LIMIT ${few} + 1) s)
        SELECT s.* FROM ${unnested(accounts)} u (account_id) CROSS JOIN LATERAL (
          SELECT s.* FROM ai_session s ${ofAccount} OFFSET 0) s
        WHERE ${sessions} <= ${few}
        UNION ALL
        SELECT s.* FROM (${near}) s
        WHERE ${sessions} > ${few} AND ${isAmongUnnested(accounts)}) s ${where([...filter, ...after])}`;
    },
    // The fence (OFFSET) keeps PostgreSQL from going through the whole list in its order.
    all: async (conditions) =>
      Prisma.sql`(SELECT s.* FROM ai_session s ${where([inAccounts, ...conditions])} OFFSET 0) s`,
    count: async (filter) =>
      Prisma.sql`(SELECT count(*) FROM ai_session s ${where([inAccounts, ...filter])})`,
  };
}

/** The ids as rows. PostgreSQL does not look into the query around them, so that their number changes no plan. */
function unnested(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`unnest((SELECT ${[...ids]}::text[]))`;
}

/** That the account of a session is one of them, looked up in a hash: comparing with each takes long when they are many. */
function isAmongUnnested(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`(s.account_id IN (SELECT * FROM ${unnested(ids)})) IS TRUE`;
}
