import { type Conditions, containing } from './page.ts';
import type { Sql } from './statement.ts';

/** An index of trigrams finds nothing shorter. */
const INDEXABLE = 3;

/** With so many matches, going through the sessions in the order of the list finds a page sooner. */
const FEW = 2_000;

const IN_ACTION = (pattern: string) => `(function_name || ' ' || arguments) ILIKE ${pattern}`;

/**
 * Finds the sessions whose purpose contains a text, or that have an action whose function name or arguments do. No
 * plan is good for all texts: a rare one is looked up in the indexes and leaves a few ids; a common one is met soon
 * enough on the way through the list, while its matches would be sorted for long. Which of them it is, is tried first.
 */
export async function searchSessions(sql: Sql, text: string): Promise<(conditions: Conditions) => void> {
  const pattern = containing(text);
  if ([...text].length < INDEXABLE) {
    return (conditions) => conditions.add(`s.purpose ILIKE ${conditions.value(pattern)}`);
  }
  const found = await sql.rows<{ id: string; in_action: boolean }>({
    name: 'ai-session-search',
    text: `(SELECT id, false AS in_action FROM ai_session WHERE purpose ILIKE $1 LIMIT ${FEW})
           UNION ALL
           (SELECT session_id, true FROM ai_session_action WHERE ${IN_ACTION('$1')} LIMIT ${FEW})`,
    values: [pattern],
  });
  const inActions = found.filter((match) => match.in_action).length;
  if (inActions < FEW && found.length - inActions < FEW) {
    const ids = [...new Set(found.map(({ id }) => id))];
    return (conditions) => conditions.add(`s.id = ANY(${conditions.value(ids)}::text[])`);
  }
  return (conditions) => {
    const value = conditions.value(pattern);
    conditions.add(`(s.purpose ILIKE ${value} OR EXISTS (SELECT FROM ai_session_action
      WHERE session_id = s.id AND ${IN_ACTION(value)}))`);
  };
}
