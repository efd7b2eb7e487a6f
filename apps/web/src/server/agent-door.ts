import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '@ai-sessions/api';
import type { HeaderReader } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';
import type { KnownAddresses } from '@ai-sessions/mcp';
import {
  bearerChallenge,
  consentIdIn,
  isResourceMetadata,
  resourceMetadata,
  verbsOf,
} from '@ai-sessions/oauth';
import { decideOnAgent } from './agent-consent.ts';
import type { ClientAddresses } from './client-address.ts';
import type { AgentsByOAuth } from './composition/agents.ts';
import { restRequestOf, type SentAnswer } from './node-request.ts';

/** What agents need over HTTP to come in by OAuth. */
export interface AgentDoor {
  /** Whether a request is for it. The consent page itself is a page like others. */
  has(path: string, method: string | undefined): boolean;
  /**
   * Answers a request; `undefined` when it has been answered.
   *
   * @throws ApiError
   */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    context: Context,
  ): Promise<SentAnswer | undefined>;
  /** The value of `WWW-Authenticate` on an answer 401 of `/mcp`. */
  challenge(header: HeaderReader): string;
}

/** Makes the {@link AgentDoor}. */
export function createAgentDoor(
  { server, resource }: AgentsByOAuth,
  known: KnownAddresses,
  addresses: ClientAddresses,
): AgentDoor {
  return {
    has: (path, method) =>
      isResourceMetadata(path) ||
      (server !== undefined &&
        (verbsOf(path) !== undefined || (method === 'POST' && consentIdIn(path) !== undefined))),

    async answer(request, response, path, context) {
      const { addressProblem } = await import('@ai-sessions/mcp');
      const problem = addressProblem(context.header, known);
      if (problem !== undefined) throw new ApiError('Forbidden', { message: problem });
      const consentId = consentIdIn(path);
      if (server && consentId !== undefined) {
        return decideOnAgent(server, consentId, restRequestOf(request), context);
      }
      requireVerb(request, (server && verbsOf(path)) ?? ['GET', 'HEAD']);
      if (isResourceMetadata(path)) return metadataAnswer(request, resourceMetadata(resource()));
      const from = { address: addresses.of(request), requestId: context.requestId };
      await context.atGate(async () => server?.handle(request, response, from));
      return undefined;
    },

    challenge: (header) => bearerChallenge(resource(), header('authorization') !== undefined),
  };
}

function metadataAnswer({ method }: IncomingMessage, metadata: object): SentAnswer {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'max-age=300' },
    body: JSON.stringify(metadata),
    head: method === 'HEAD',
  };
}

function requireVerb({ method = 'GET' }: IncomingMessage, allow: readonly string[]): void {
  if (allow.includes(method)) return;
  throw new ApiError('MethodNotAllowed', { message: `${method} is not supported here`, allow });
}
