import type { Operation } from '@ai-sessions/contract';
import { type RequestRecord, recorded } from './request-record.ts';

/** How a call comes in: over one of the adapters, or as a query of one of our pages while it is rendered. */
export type Transport = 'rest' | 'trpc' | 'mcp' | 'page';

/**
 * Watches the calls of operations, for metrics and traces.
 *
 * @param call Does what is asked; what it throws is the failure of the call.
 */
export type CallWatch = <Answer>(
  operation: Operation,
  transport: Transport,
  call: () => Promise<Answer>,
) => Promise<Answer>;

/** A request whose calls are watched and written down when somebody wants to. */
interface WatchedRequest {
  readonly record: RequestRecord | undefined;
  readonly services: { readonly watchCall?: CallWatch | undefined };
  readonly transport: Transport;
}

/** Does what is asked in the sight of whoever watches calls. When nobody does, it costs nothing more. */
export function watched<Answer>(
  operation: Operation,
  { services: { watchCall }, transport, record }: WatchedRequest,
  call: () => Promise<Answer>,
): Promise<Answer> {
  // REST notes its answers, which are more than its calls: those too that led to none.
  const noted = record && transport !== 'rest' ? () => recorded(operation, record, call) : call;
  return watchCall ? watchCall(operation, transport, noted) : noted();
}
