import { Prisma } from '../../generated/prisma/client.ts';
import { columnName } from '../../statement/statement.ts';

/** Values that a new row has when nobody said anything: no change worth telling. */
const BLANK = Prisma.sql`('null', '[]', '{}', 'false')`;

/**
 * What the row `later` of a statement has that is worth telling, and with `earlier` what of it was different before: the
 * same that the triggers tell of a single row, written so that PostgreSQL works it out in the statement itself.
 */
export function changesOf(fields: readonly string[], isNew: boolean): Prisma.Sql {
  const parts = fields.map((field) => {
    const name = columnName(field);
    const value = Prisma.raw(`later."${field}"`);
    const before = isNew ? Prisma.sql`NULL` : Prisma.raw(`earlier."${field}"`);
    const isTold = isNew
      ? Prisma.sql`coalesce(to_jsonb(${value}), 'null') NOT IN ${BLANK}`
      : Prisma.sql`${value} IS DISTINCT FROM ${before}`;
    return Prisma.sql`CASE WHEN ${isTold}
      THEN jsonb_build_object(${Prisma.raw(`'${name}'`)}, jsonb_build_array(${before}, ${value})) ELSE '{}' END`;
  });
  return Prisma.sql`${Prisma.join(parts, ' || ')}`;
}

/**
 * A part of WITH that writes one event for each row of a list with `id`, `position`, `by` (who answers for it, as JSON)
 * and `changes`. The triggers are told to write none.
 *
 * @param isNew Whether the records have just been made: their chains begin.
 */
export function eventsWritten(entityType: string, list: Prisma.Sql, isNew: boolean): Prisma.Sql {
  return Prisma.sql`written AS (
    INSERT INTO audit_event (user_id, user_name, way, api_key_id, agent_grant_id, agent_name, operation,
      entity_type, entity_id, changes, request_id, address, chain_number)
    SELECT by->>'userId', by->>'userName', by->>'way', by->>'apiKeyId', by->>'agentGrantId', by->>'agentName',
      by->>'operation', ${Prisma.raw(`'${entityType}'`)},
      id, changes, by->>'requestId', by->>'address', ${isNew ? Prisma.sql`1` : Prisma.sql`NULL::int`}
    FROM (${list}) AS told ORDER BY position)`;
}
