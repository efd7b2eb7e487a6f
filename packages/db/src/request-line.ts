import { randomUUID } from 'node:crypto';

/** A call of the API that was answered, or a request that led to none. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly transport: 'rest' | 'trpc' | 'mcp';
  readonly operation: string | undefined;
  /** Absent when the client was gone before there was an answer. */
  readonly status: number | undefined;
  readonly code: string | undefined;
  /** When it began, in milliseconds since 1970 by the clock of this process. */
  readonly began: number;
  readonly durationMs: number;
  readonly bytesSent: number;
  readonly address: string;
  readonly userId: string | undefined;
  readonly apiKeyId: string | undefined;
  readonly agentGrantId: string | undefined;
  readonly accountId: string | undefined;
}

/** The columns of a line, in their order. */
export const COLUMNS =
  'id, request_id, transport, operation, status, code, duration_ms, bytes_sent, address, user_id, api_key_id, agent_grant_id, account_id';

const LARGEST_INT = 2_147_483_647;
/** Longest text of a column: far more than any id has. */
const LONGEST = 400;
/** What is special in the text format of COPY. */
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * A request as COPY takes it in.
 *
 * @param ahead How much the clock of the database is ahead of that of this process, in milliseconds.
 */
export function requestLine(request: AnsweredRequest, ahead: number): string {
  const { status, durationMs, bytesSent } = request;
  return `${idAt(request.began + ahead)}\t${text(request.requestId)}\t${request.transport}\t${text(request.operation)}\t${
    status ?? '\\N'
  }\t${text(request.code)}\t${int(Math.ceil(durationMs))}\t${int(bytesSent)}\t${text(request.address)}\t${text(
    request.userId,
  )}\t${text(request.apiKeyId)}\t${text(request.agentGrantId)}\t${text(request.accountId)}\n`;
}

/** A UUID of version 7 of an instant. */
function idAt(ms: number): string {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  const random = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15, 18)}-${random.slice(19)}`;
}

const int = (value: number) => Math.min(value, LARGEST_INT);

function text(value: string | undefined): string {
  if (value === undefined) return '\\N';
  const bounded = value.length > LONGEST ? value.slice(0, LONGEST).toWellFormed() : value;
  return SPECIAL.test(bounded)
    ? bounded.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
    : bounded;
}
