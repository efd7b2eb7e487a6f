import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestRecord } from '@ai-sessions/api';
import type { RequestLog } from '@ai-sessions/db';
import type { ClientAddresses } from './client-address.ts';

/** What is noted of a request while it is under way. */
export interface RequestNotes extends RequestRecord {
  /** Code of what kept it from any call. */
  failure: string | undefined;
}

/** Begins the notes of a request; they are written down when its answer was sent, or its client is gone. */
export type RequestRecorder = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  transport: 'rest' | 'trpc' | 'mcp',
) => RequestNotes;

/** Records requests for the log. */
export function requestRecorder(requestLog: RequestLog, addresses: ClientAddresses): RequestRecorder {
  return (request, response, requestId, transport) => {
    const { socket } = request;
    const notes: RequestNotes = { principal: undefined, calls: [], failure: undefined };
    // The connection may be gone when the request ends.
    const address = addresses.of(request);
    const sent = socket.bytesWritten;
    const began = Date.now();
    response.on('close', () => {
      const { principal, calls, failure } = notes;
      const bytesSent = Math.max(0, socket.bytesWritten - sent);
      const userId = principal?.userId;
      const apiKeyId = principal?.apiKeyId;
      const agentGrantId = principal?.agent?.grantId;
      const accountId = onlyOne(principal?.accounts);
      const caller = { address, userId, apiKeyId, agentGrantId, accountId };
      for (const call of calls)
        requestLog.add({ requestId, transport, began, bytesSent, ...caller, ...call });
      if (calls.length > 0) return;
      const status = response.headersSent ? response.statusCode : undefined;
      const outcome = { operation: undefined, status, code: failure, durationMs: Date.now() - began };
      requestLog.add({ requestId, transport, began, bytesSent, ...caller, ...outcome });
    });
    return notes;
  };
}

function onlyOne(accounts: 'all' | readonly string[] | undefined): string | undefined {
  return accounts === undefined || accounts === 'all' || accounts.length > 1 ? undefined : accounts[0];
}
