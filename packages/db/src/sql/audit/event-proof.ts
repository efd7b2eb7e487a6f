import { Prisma } from '../../generated/prisma/client.ts';

/** An instant in JSON, as the wire has it. */
export function jsonInstant(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const hex = (column: string) => Prisma.raw(`encode(e.${column}, 'hex')`);

/** An event `e` as JSON with what proves it; its changes as the text that its digest covers. */
export const EVENT_PROOF = Prisma.sql`json_strip_nulls(json_build_object(
  'number', e.chain_number, 'id', e.id, 'date', ${jsonInstant(Prisma.sql`e.date_created`)}, 'userId', e.user_id,
  'userName', e.user_name, 'way', e.way, 'apiKeyId', e.api_key_id, 'agentGrantId', e.agent_grant_id,
  'agentName', e.agent_name, 'operation', e.operation, 'entityType', e.entity_type, 'entityId', e.entity_id,
  'changes', e.changes::text, 'refusal', e.refusal, 'requestId', e.request_id, 'address', e.address,
  'whoSalt', ${hex('who_salt')}, 'whoDigest', ${hex('who_digest')}, 'whatSalt', ${hex('what_salt')},
  'whatDigest', ${hex('what_digest')}, 'previousDigest', ${hex('previous_digest')}, 'digest', ${hex('digest')}))`;

/** An event with what proves it, as statements give it back. */
export interface EventProof {
  readonly number: number;
  readonly id: string;
  readonly date: string;
  readonly userId?: string;
  readonly userName: string;
  readonly way?: string;
  readonly apiKeyId?: string;
  readonly agentGrantId?: string;
  readonly agentName?: string;
  readonly operation: string;
  readonly entityType: string;
  readonly entityId?: string;
  readonly changes: string;
  readonly refusal?: string;
  readonly requestId?: string;
  readonly address?: string;
  readonly whoSalt?: string;
  readonly whoDigest?: string;
  readonly whatSalt?: string;
  readonly whatDigest?: string;
  readonly previousDigest?: string;
  readonly digest: string;
}
