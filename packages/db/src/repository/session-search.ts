import { Conditions, containing, type Filter, normal, type Search } from './page.ts';
import type { Sql } from './statement.ts';

/** What lists of sessions join, for the name of the account. */
export const WITH_ACCOUNT = 'LEFT JOIN account a ON a.id = s.account_id';

const PURPOSE = normal('s.purpose');

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

/** The condition that an action has a text in one of its forms; `value` gives the place of a pattern. */
function inAction(text: string, value: (pattern: string) => string): string {
  const places = formsInJson(text).map((form) => value(containing(form)));
  return `(${places.map((place) => `${normal("function_name || ' ' || arguments")} ILIKE ${place}`).join(' OR ')})`;
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
  sql: Sql,
  { text: given, withDiscarded }: { readonly text: string; readonly withDiscarded: boolean },
): Search {
  const text = given.normalize('NFC');
  const pattern = containing(text);
  const indexable = [...text].length >= INDEXABLE;
  let known: Promise<Whereabouts> | undefined;
  const whereabouts = (filter: Filter) => {
    known ??= indexable
      ? findOut(sql, text, filter)
      : Promise.resolve<Whereabouts>({ inPurposes: 'many', inActions: [] });
    return known;
  };

  /** Gives each pattern one place among the values of a statement. */
  function placesIn(conditions: Conditions): (pattern: string) => string {
    const places = new Map<string, string>();
    return (wanted) => {
      const place = places.get(wanted) ?? conditions.value(wanted);
      places.set(wanted, place);
      return place;
    };
  }

  const matches = (place: (pattern: string) => string) =>
    indexable
      ? `(${PURPOSE} ILIKE ${place(pattern)} OR EXISTS (SELECT FROM ai_session_action WHERE session_id = s.id AND ${inAction(text, place)}))`
      : `${PURPOSE} ILIKE ${place(pattern)}`;

  /** Queries that have no session in common. */
  async function parts(columns: Columns, conditions: Conditions, filter: Filter): Promise<readonly string[]> {
    const found = await whereabouts(filter);
    const place = placesIn(conditions);
    const value = place(pattern);
    if (!found) return [`SELECT s.* FROM (${sessions('s.*', conditions, [])}) s WHERE ${matches(place)}`];
    const { inPurposes, inActions } = found;
    const among = (ids: readonly string[]) => `s.id = ANY(${conditions.value(ids)}::text[])`;
    const inPurpose = `${PURPOSE} ILIKE ${value}`;
    if (inPurposes !== 'many' && inActions !== 'many') {
      // Compared again, because the pattern has to be used: a purpose may have changed meanwhile, too.
      return [
        sessions(columns, conditions, [among([...new Set([...inPurposes, ...inActions])]), matches(place)]),
      ];
    }
    if (inActions !== 'many') {
      const byAction = sessions(columns, conditions, [among(inActions), `(${inPurpose}) IS NOT TRUE`]);
      return [sessions(columns, conditions, [inPurpose]), byAction];
    }
    const ofMatching = `SELECT session_id FROM ai_session_action WHERE ${inAction(text, place)}`;
    if (inPurposes !== 'many') {
      const byAction = sessions(columns, conditions, [`s.id IN (${ofMatching})`]);
      if (inPurposes.length === 0) return [byAction];
      const inNone = `NOT EXISTS (${ofMatching} AND session_id = s.id)`;
      return [byAction, sessions(columns, conditions, [among(inPurposes), inNone])];
    }
    // One by one, because otherwise PostgreSQL would compare the purposes of all sessions before it joins.
    const one = `SELECT ${columns} FROM ai_session s ${WITH_ACCOUNT}
      ${conditions.whereAnd(['s.id = x.session_id', `(${inPurpose}) IS NOT TRUE`])} LIMIT 1`;
    return [
      sessions(columns, conditions, [inPurpose]),
      `SELECT s.* FROM (${ofMatching} GROUP BY session_id) x CROSS JOIN LATERAL (${one}) s`,
    ];
  }

  return {
    first(conditions, { order, after, rows }) {
      const limit = conditions.value(Math.min(rows * NEAR, NEAR_AT_MOST));
      const skipped = [...(withDiscarded ? [] : ['NOT s.discarded']), ...after];
      const where = skipped.length > 0 ? `WHERE ${skipped.join(' AND ')}` : '';
      const near = `SELECT s.* FROM ai_session s ${WITH_ACCOUNT} ${where} ORDER BY ${order} LIMIT ${limit}`;
      return `(${near}) s ${WITH_ACCOUNT} ${conditions.whereAnd([matches(placesIn(conditions))])}`;
    },
    async all(conditions, filter) {
      const queries = await parts('s.*', conditions, filter);
      return `(${queries.map((part) => `(${part})`).join(' UNION ALL ')}) s ${WITH_ACCOUNT}`;
    },
    async count(conditions, filter) {
      const queries = await parts('s.id', conditions, filter);
      return queries.map((part) => `(SELECT count(*) FROM (${part}) s)`).join(' + ');
    },
  };
}

/**
 * The fence (OFFSET) keeps PostgreSQL from going through the whole list in its order, hoping to meet a match soon. The
 * account is joined for the position of a cursor, and left out of counts because they could use no index alone with it.
 */
function sessions(columns: Columns, conditions: Conditions, further: readonly string[]): string {
  const join = columns === 's.id' ? '' : WITH_ACCOUNT;
  return `SELECT ${columns} FROM ai_session s ${join} ${conditions.whereAnd(further)} OFFSET 0`;
}

async function findOut(sql: Sql, text: string, filter: Filter): Promise<Whereabouts> {
  const conditions = new Conditions();
  filter(conditions);
  const [left] = await sql.rows<{ sessions: number }>({
    text: `SELECT count(*) AS sessions FROM (SELECT FROM ai_session s ${conditions.where} LIMIT ${COMPARABLE + 1}) s`,
    values: conditions.values,
  });
  if ((left?.sessions ?? 0) <= COMPARABLE) return undefined;

  const values = [containing(text)];
  const inActions = inAction(text, (pattern) => `$${values.push(pattern)}`);
  // Each part is planned for all of its matches, and left as soon as there are too many.
  const found = await sql.rows<{ id: string; in_action: boolean }>({
    text: `WITH by_purpose AS MATERIALIZED (SELECT id FROM ai_session s WHERE ${PURPOSE} ILIKE $1),
             by_action AS MATERIALIZED (SELECT session_id FROM ai_session_action WHERE ${inActions})
           (SELECT id, false AS in_action FROM by_purpose LIMIT ${FEW})
           UNION ALL (SELECT session_id, true FROM by_action LIMIT ${FEW})`,
    values,
  });
  const idsOf = (inAction: boolean): Ids => {
    const ids = found.filter((match) => match.in_action === inAction).map(({ id }) => id);
    return ids.length < FEW ? [...new Set(ids)] : 'many';
  };
  return { inPurposes: idsOf(false), inActions: idsOf(true) };
}
