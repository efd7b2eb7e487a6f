import { Prisma } from '../../generated/prisma/client.ts';
import { directly, statement } from '../../statement/statement.ts';

/** Requests to write down: of each column the values, in the order of the requests. */
export interface RequestColumns {
  /** How long ago they began, in milliseconds. */
  readonly ages: number[];
  readonly requestIds: string[];
  readonly transports: string[];
  readonly operations: (string | null)[];
  readonly statuses: (number | null)[];
  readonly codes: (string | null)[];
  readonly durations: number[];
  readonly bytesSent: number[];
  readonly addresses: string[];
  readonly userIds: (string | null)[];
  readonly apiKeyIds: (string | null)[];
  readonly agentGrantIds: (string | null)[];
  readonly accountIds: (string | null)[];
}

/** Writes requests down. When they began is told by the clock of the database, which all processes share. */
export const insertRequests = (given: RequestColumns) =>
  directly(
    statement(
      {},
      Prisma.sql`
      INSERT INTO request_log (id, date_created, request_id, transport, operation, status, code, duration_ms, bytes_sent,
        address, user_id, api_key_id, agent_grant_id, account_id)
      SELECT uuid_v7(began), began, request_id, transport, operation, status, code, duration, bytes, address, user_id,
        api_key_id, agent_grant_id, account_id
      FROM (
        SELECT now() - age * interval '1 millisecond' AS began, r.*
        FROM unnest(${given.ages}::float8[], ${given.requestIds}::text[], ${given.transports}::text[],
          ${given.operations}::text[], ${given.statuses}::int[], ${given.codes}::text[], ${given.durations}::int[],
          ${given.bytesSent}::int[], ${given.addresses}::text[], ${given.userIds}::text[], ${given.apiKeyIds}::text[],
          ${given.agentGrantIds}::text[], ${given.accountIds}::text[])
          AS r (age, request_id, transport, operation, status, code, duration, bytes, address, user_id, api_key_id,
            agent_grant_id, account_id)) AS requests`,
    ),
  );
