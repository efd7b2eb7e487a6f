import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int, nullable, text } from '../../statement/column.ts';
import { containing } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

/** A person who is erased. */
export interface ErasedPerson {
  readonly userId: string;
  /** E-mail addresses that they have or had, in lower case. */
  readonly names: readonly string[];
}

/** Patterns of ILIKE that find the names of a person in a text, and something else at times. */
export const patternsOf = ({ names }: ErasedPerson): string[] => names.map(containing);

/**
 * Erases a person from some of the events after an id; a trigger decides what becomes of each. The last id that was looked
 * at is null when there are no more.
 */
export const eraseInEvents = (person: ErasedPerson, afterId: string, limit: number) =>
  statement(
    { lastId: nullable(text), erased: int },
    Prisma.sql`
      WITH page AS MATERIALIZED (SELECT id FROM audit_event WHERE id > ${afterId} ORDER BY id LIMIT ${limit}),
        erased AS (
          UPDATE audit_event e SET refusal = e.refusal
          FROM set_config('ai_sessions.erasing', ${JSON.stringify(person)}, true), audit_as(${SILENTLY}), page
          WHERE e.id = page.id AND (e.user_id = ${person.userId} AND e.user_name <> '(erased)'
            OR lower(e.user_name) = ANY (${[...person.names]}::text[])
            OR e.entity_type = 'User' AND e.entity_id = ${person.userId}
              AND e.changes ?| ARRAY['first_name', 'last_name', 'email_address'] AND (e.what_salt IS NOT NULL OR e.digest IS NULL)
            OR e.changes::text ILIKE ANY (${patternsOf(person)}::text[])
            OR e.refusal ILIKE ANY (${patternsOf(person)}::text[]))
          RETURNING e.id)
      SELECT (SELECT max(id) FROM page) AS "lastId", (SELECT count(*)::int FROM erased) AS erased`,
  );
