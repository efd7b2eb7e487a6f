import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestRecord } from '@ai-sessions/api';
import type { RequestLog } from '@ai-sessions/db';
import type { ClientAddresses } from './client-address.ts';

/** A request whose record has begun. */
interface BegunRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly transport: 'rest' | 'trpc' | 'mcp';
}

/** Which requests are being written down. */
export interface RequestRecorder {
  /** Begins the record of a request; it is written down when its answer was sent, or its client is gone. */
  begin(begun: BegunRequest): void;
  /** The record of a request that is under way. */
  recordOf(request: IncomingMessage): RequestRecord | undefined;
  /** Notes why a request led to no call. */
  fail(request: IncomingMessage, code: string): void;
}

/** How things were when a request began; its connection may be gone when it ends. */
interface Beginning {
  readonly began: number;
  /** Bytes that its connection had sent. */
  readonly sent: number;
  readonly address: string;
}

interface Noted extends RequestRecord {
  failure?: string;
}

/** Records requests for the log. */
export function requestRecorder(requestLog: RequestLog, addresses: ClientAddresses): RequestRecorder {
  const records = new WeakMap<IncomingMessage, Noted>();

  function finish(
    { request, response, requestId, transport }: BegunRequest,
    record: Noted,
    { began, sent, address }: Beginning,
  ): void {
    const { principal, calls, failure } = record;
    const status = response.headersSent ? response.statusCode : undefined;
    const accounts = principal?.accounts;
    const facts = {
      requestId,
      transport,
      began,
      bytesSent: Math.max(0, request.socket.bytesWritten - sent),
      address,
      userId: principal?.userId,
      apiKeyId: principal?.apiKeyId,
      agentGrantId: principal?.agent?.grantId,
      accountId:
        accounts !== undefined && accounts !== 'all' && accounts.length === 1 ? accounts[0] : undefined,
    };
    for (const call of calls) requestLog.add({ ...facts, ...call });
    if (calls.length > 0) return;
    const durationMs = performance.now() - began;
    requestLog.add({ ...facts, operation: undefined, status, code: failure, durationMs });
  }

  return {
    begin(begun) {
      const { request, response } = begun;
      const record: Noted = { principal: undefined, calls: [] };
      const beginning = {
        began: performance.now(),
        sent: request.socket.bytesWritten,
        address: addresses.of(request),
      };
      records.set(request, record);
      response.once('close', () => finish(begun, record, beginning));
    },
    recordOf: (request) => records.get(request),
    fail(request, code) {
      const record = records.get(request);
      if (record) record.failure = code;
    },
  };
}
