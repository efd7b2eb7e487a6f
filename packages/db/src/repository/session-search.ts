import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { countSessionsUpTo } from '../sql/session/count-sessions-up-to.ts';
import { findSessionsWithText } from '../sql/session/find-sessions-with-text.ts';
import { allOf, type Conditions, containing, normal, where } from '../statement/conditions.ts';
import type { Search } from './page.ts';

const WITH_ACCOUNT = Prisma.sql`LEFT JOIN account a ON a.id = s.account_id`;

const PURPOSE = normal(Prisma.sql`s.purpose`);
const CALL = normal(Prisma.sql`function_name || ' ' || arguments`);

/** An index of trigrams finds nothing shorter. */
const INDEXABLE = 3;

/**
 * Sessions that are looked through in the order of the list, for each that is wanted, before the indexes of text are
 * asked. It is all of them, not those that the other conditions leave: to find so many of these could take long.
 */
const NEAR = 80;
/** The most that are looked through like that. */
const NEAR_AT_MOST = 100_000;

/** Matches whose ids are worth handing over. */
const FEW = 2_000;

/** So few sessions are compared with the text one by one. */
const COMPARABLE = 5_000;

/** That a purpose has a text. */
function inPurposeOf(text: string): Prisma.Sql {
  return Prisma.sql`${PURPOSE} ILIKE ${containing(text)}`;
}

/** That the text of a call, which is an action's function with its arguments, has a text in one of its forms. */
function inAction(text: string): Prisma.Sql {
  const forms = formsInJson(text).map((form) => Prisma.sql`${CALL} ILIKE ${containing(form)}`);
  return Prisma.sql`(${Prisma.join(forms, ' OR ')})`;
}

/**
 * How a text, which is in NFC, may stand in the arguments, which are kept as they came: as it is, and as writers of JSON escape it. The
 * database brings characters into one form, but not those that are escaped.
 */
function formsInJson(text: string): readonly string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const inAscii = [escaped, escaped.normalize('NFD')].map((form) =>
    form.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
  return [...new Set([text, escaped, ...inAscii])];
}

/** What is read of sessions: for counting so little that an index may have it all. */
type Columns = 's.*' | 's.id';

/** Ids of the sessions that match, or that they are too many to hand over. */
type Ids = readonly string[] | 'many';

/** Where a text is, as far as the search has to know; nothing when the other conditions leave few sessions anyway. */
type Whereabouts = { readonly inPurposes: Ids; readonly inActions: Ids } | undefined;

/**
 * Finds the sessions whose purpose contains a text, or that have an action whose function name or arguments do. No
 * plan is good for all texts, and the statistics of a table do not tell which one is: so a page is first looked for
 * among the next sessions of the list, where common texts are met at once; otherwise the text is looked up in the
 * indexes, purposes and actions each by themselves, and the matches are sorted.
 */
export function sessionSearch(
  db: Db,
  { text: given, withDiscarded }: { readonly text: string; readonly withDiscarded: boolean },
): Search {
  const text = given.normalize('NFC');
  const indexable = [...text].length >= INDEXABLE;
  const inPurpose = inPurposeOf(text);
  const matches = indexable
    ? Prisma.sql`(${inPurpose} OR EXISTS (SELECT FROM ai_session_action WHERE session_id = s.id AND ${inAction(text)}))`
    : inPurpose;
  let known: Promise<Whereabouts> | undefined;
  const whereabouts = (filter: Conditions) => {
    known ??= indexable
      ? locate(db, text, filter)
      : Promise.resolve<Whereabouts>({ inPurposes: 'many', inActions: [] });
    return known;
  };

  /** Queries that have no session in common. */
  async function parts(
    columns: Columns,
    conditions: Conditions,
    filter: Conditions,
  ): Promise<readonly Prisma.Sql[]> {
    const found = await whereabouts(filter);
    if (!found) {
      const all = sessions('s.*', conditions, []);
      return [Prisma.sql`SELECT s.* FROM (${all}) s WHERE ${matches}`];
    }
    const { inPurposes, inActions } = found;
    const among = (ids: readonly string[]) => Prisma.sql`s.id = ANY(${[...ids]}::text[])`;
    const notInPurpose = Prisma.sql`(${inPurpose}) IS NOT TRUE`;
    if (inPurposes !== 'many' && inActions !== 'many') {
      // Compared again, because the pattern has to be used: a purpose may have changed meanwhile, too.
      return [sessions(columns, conditions, [among([...new Set([...inPurposes, ...inActions])]), matches])];
    }
    if (inActions !== 'many') {
      const byAction = sessions(columns, conditions, [among(inActions), notInPurpose]);
      return [sessions(columns, conditions, [inPurpose]), byAction];
    }
    const ofMatching = Prisma.sql`SELECT session_id FROM ai_session_action WHERE ${inAction(text)}`;
    if (inPurposes !== 'many') {
      const byAction = sessions(columns, conditions, [Prisma.sql`s.id IN (${ofMatching})`]);
      if (inPurposes.length === 0) return [byAction];
      const inNone = Prisma.sql`NOT EXISTS (${ofMatching} AND session_id = s.id)`;
      return [byAction, sessions(columns, conditions, [among(inPurposes), inNone])];
    }
    // One by one, because otherwise PostgreSQL would compare the purposes of all sessions before it joins.
    const one = Prisma.sql`SELECT ${Prisma.raw(columns)} FROM ai_session s ${WITH_ACCOUNT}
      ${where([...conditions, Prisma.sql`s.id = x.session_id`, notInPurpose])} LIMIT 1`;
    return [
      sessions(columns, conditions, [inPurpose]),
      Prisma.sql`SELECT s.* FROM (${ofMatching} GROUP BY session_id) x CROSS JOIN LATERAL (${one}) s`,
    ];
  }

  return {
    first(conditions, { order, after, rows }) {
      const skipped = [...(withDiscarded ? [] : [Prisma.sql`NOT s.discarded`]), ...after];
      const near = Prisma.sql`SELECT s.* FROM ai_session s ${WITH_ACCOUNT} ${where(skipped)}
        ORDER BY ${order} LIMIT ${Math.min(rows * NEAR, NEAR_AT_MOST)}`;
      return Prisma.sql`(${near}) s ${WITH_ACCOUNT} WHERE ${allOf([...conditions, matches])}`;
    },
    async all(conditions, filter) {
      const queries = await parts('s.*', conditions, filter);
      const union = Prisma.join(
        queries.map((query) => Prisma.sql`(${query})`),
        ' UNION ALL ',
      );
      return Prisma.sql`(${union}) s ${WITH_ACCOUNT}`;
    },
    async count(filter) {
      const queries = await parts('s.id', filter, filter);
      return Prisma.join(
        queries.map((query) => Prisma.sql`(SELECT count(*) FROM (${query}) s)`),
        ' + ',
      );
    },
  };
}

/**
 * The fence (OFFSET) keeps PostgreSQL from going through the whole list in its order, hoping to meet a match soon. The
 * account is joined for the position of a cursor, and left out of counts because they could use no index alone with it.
 */
function sessions(columns: Columns, conditions: Conditions, further: Conditions): Prisma.Sql {
  const join = columns === 's.id' ? Prisma.empty : WITH_ACCOUNT;
  return Prisma.sql`SELECT ${Prisma.raw(columns)} FROM ai_session s ${join} ${where([...conditions, ...further])} OFFSET 0`;
}

async function locate(db: Db, text: string, filter: Conditions): Promise<Whereabouts> {
  const left = await db.row(countSessionsUpTo(filter, COMPARABLE + 1));
  if ((left?.sessions ?? 0) <= COMPARABLE) return undefined;

  const found = await db.rows(findSessionsWithText(inPurposeOf(text), inAction(text), FEW));
  const idsOf = (inActions: boolean): Ids => {
    const ids = found.filter((match) => match.inAction === inActions).map(({ id }) => id);
    return ids.length < FEW ? [...new Set(ids)] : 'many';
  };
  return { inPurposes: idsOf(false), inActions: idsOf(true) };
}
