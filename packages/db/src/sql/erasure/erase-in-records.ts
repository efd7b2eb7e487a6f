import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type ErasedPerson, patternsOf } from './erase-in-events.ts';

/** Where records say who did something, as text or in JSON. */
const NAMED_IN = {
  account: { text: ['created_by', 'last_modified_by', 'stop_changed_by', 'stop_reason'] },
  agent_grant: { text: ['stop_changed_by', 'stop_reason'] },
  ai_applying: { text: ['changed_by', 'reason'] },
  ai_function: { text: ['created_by', 'last_modified_by'] },
  ai_session: { text: ['created_by', 'last_modified_by', 'discarded_by'] },
  ai_session_action: {
    text: ['created_by', 'judged_by', 'reason'],
    json: ['earlier_versions'],
    ofSession: true,
  },
  ai_session_comment: { text: ['text', 'created_by', 'last_modified_by'] },
  ai_session_run: { text: ['started_by', 'stop_reason', 'log'], json: ['actor'], ofSession: true },
  ai_view: { text: ['created_by', 'last_modified_by'] },
  ai_webhook: { text: ['created_by', 'last_modified_by'] },
  ai_webhook_event: { text: ['by'], json: ['action', 'comment', 'digest'] },
  api_key: { text: ['created_by', 'stop_changed_by', 'stop_reason'] },
  user_account: { text: ['created_by', 'last_modified_by', 'stop_changed_by', 'stop_reason'] },
} as const satisfies Record<string, Naming>;

interface Naming {
  readonly text: readonly string[];
  readonly json?: readonly string[];
  /** Whether it is a part of a session, which is held while its parts are changed. */
  readonly ofSession?: true;
}

/** A table whose records say who did something. */
type NamingTable = keyof typeof NAMED_IN;

/** All these tables. */
export const NAMING_TABLES = Object.keys(NAMED_IN) as readonly NamingTable[];

/** Erases the names of a person from some of the records of a table after an id, as `eraseInEvents` does. */
export const eraseInRecords = (table: NamingTable, person: ErasedPerson, afterId: string, limit: number) => {
  const naming: Naming = NAMED_IN[table];
  const names = Prisma.sql`${[...person.names]}::text[]`;
  const columns = [
    ...naming.text.map((column) => ({
      text: Prisma.raw(`t.${column}`),
      set: Prisma.sql`${Prisma.raw(column)} = audit_erased(t.${Prisma.raw(column)}, ${names})`,
    })),
    ...(naming.json ?? []).map((column) => ({
      text: Prisma.raw(`t.${column}::text`),
      set: Prisma.sql`${Prisma.raw(column)} = audit_erased(t.${Prisma.raw(column)}::text, ${names})::jsonb`,
    })),
  ];
  const isNamed = Prisma.join(
    columns.map((column) => Prisma.sql`${column.text} ILIKE ANY (${patternsOf(person)}::text[])`),
    ' OR ',
  );
  const from = Prisma.raw(table);
  return statement(
    { lastId: nullable(text), erased: int },
    Prisma.sql`
      WITH page AS MATERIALIZED (SELECT id FROM ${from} WHERE id > ${afterId} ORDER BY id LIMIT ${limit}),
        named AS MATERIALIZED (SELECT t.* FROM ${from} t JOIN page USING (id) WHERE ${isNamed}),
        ${
          naming.ofSession
            ? Prisma.sql`held AS MATERIALIZED (
                SELECT id FROM ai_session WHERE id IN (SELECT session_id FROM named) ORDER BY id FOR NO KEY UPDATE),`
            : Prisma.empty
        }
        erased AS (
          UPDATE ${from} t SET ${Prisma.join(columns.map(({ set }) => set))}
          FROM audit_as(${SILENTLY}), named ${naming.ofSession ? Prisma.sql`JOIN held ON held.id = named.session_id` : Prisma.empty}
          WHERE t.id = named.id RETURNING t.id)
      SELECT (SELECT max(id) FROM page) AS "lastId", (SELECT count(*)::int FROM erased) AS erased`,
  );
};
