import { apiErrorOf, type Context, traceContextOf } from '@ai-sessions/api';
import type { Principal } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';
import { type CallToolResult, ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv';
import type { McpEvents } from './events.ts';
import { failureData, failureText } from './failure/failure-text.ts';
import { INSTRUCTIONS, promptMessages, prompts } from './prompt/prompts.ts';
import { readResource, resources, resourceTemplates } from './resource/resources.ts';
import { readArguments } from './tool/arguments.ts';
import type { Arguments, Tool } from './tool/tool.ts';
import { fixedTools } from './toolset/fixed-tools.ts';
import type { Toolsets } from './toolset/toolsets.ts';

/** One request, and who sends it. */
export interface ServedRequest {
  readonly context: Context;
  readonly principal: Principal;
}

/** Where a client finds the key of a call, so that repeating the call gives the first answer. */
const IDEMPOTENCY_KEY = 'ai-sessions/idempotencyKey';

/** What a client says of a call beside its arguments. */
type Meta = Readonly<Record<string, unknown>>;

function textIn(meta: Meta, name: string): string | undefined {
  const value = meta[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The key of a call, if it has one.
 *
 * @throws ApiError `ValidationException` for one that is no text: the call would be repeated in good faith.
 */
function idempotencyKeyIn(meta: Meta): string | undefined {
  const key = meta[IDEMPOTENCY_KEY];
  if (key === undefined || typeof key === 'string') return key;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'InvalidValue',
        fieldName: IDEMPOTENCY_KEY,
        message: `'${IDEMPOTENCY_KEY}' must be text.`,
      },
    ],
  });
}

/** Where in a trace a call was made: the protocol of 2026 has the names of W3C for it, and clients of before use them. */
function traceIn(meta: Meta) {
  return traceContextOf(textIn(meta, 'traceparent'), textIn(meta, 'tracestate'));
}

/** Made once: every server would make one of its own, which takes longer than all else. */
const validator = new AjvJsonSchemaValidator();

/** Makes the server of one request. The SDK makes nothing of what a client said before, so that any process can answer. */
export function createServer(
  { context, principal }: ServedRequest,
  toolsets: Toolsets,
  version: string,
  { onCall, onError }: McpEvents,
): Server {
  const server = new Server(
    { name: 'ai-sessions', title: 'AI Sessions', version },
    {
      capabilities: { tools: {}, resources: {}, prompts: {} },
      instructions: INSTRUCTIONS,
      jsonSchemaValidator: validator,
    },
  );
  const caller = { context, principal };

  async function answer<Answer>(work: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      const failure = apiErrorOf(error);
      onError(failure, context.requestId);
      throw protocolErrorOf(failure, context.requestId);
    }
  }

  async function callTool(tool: Tool, given: Arguments, meta: Meta = {}): Promise<CallToolResult> {
    const { sessionId } = given;
    try {
      const values = readArguments(tool.name, tool.inputSchema, given);
      onCall?.(tool.name, values, context.requestId);
      const idempotencyKey = idempotencyKeyIn(meta);
      const settings = idempotencyKey === undefined ? {} : { idempotencyKey };
      const traced = { ...context, trace: () => traceIn(meta) ?? context.trace() };
      const { text, data } = await tool.call(values, { principal, context: traced, settings });
      return { content: [{ type: 'text', text }], structuredContent: data };
    } catch (error) {
      const failure = apiErrorOf(error);
      onError(failure, context.requestId);
      const subject = {
        requestId: context.requestId,
        sessionId: typeof sessionId === 'string' ? sessionId : undefined,
      };
      return {
        content: [{ type: 'text', text: failureText(failure, subject) }],
        structuredContent: failureData(failure, subject),
        isError: true,
      };
    }
  }

  // The tools are put into the answer as they were written once: see `tool-list.ts`.
  server.setRequestHandler('tools/list', () => ({ tools: [] }));
  server.setRequestHandler('tools/call', ({ params }) =>
    answer(async () => {
      const { name, arguments: given = {}, _meta: meta } = params;
      // One that the caller may not use is called all the same: its procedure says why not.
      const tool =
        fixedTools.find((fixed) => fixed.name === name) ??
        (await toolsets.current(caller)).find(name) ??
        (await toolsets.latest(caller)).find(name);
      if (tool) return callTool(tool, given, meta);
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, unknownTool(name));
    }),
  );
  server.setRequestHandler('resources/list', () => ({ resources }));
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates }));
  server.setRequestHandler('resources/read', ({ params: { uri } }) =>
    answer(() => readResource(uri, caller)),
  );
  server.setRequestHandler('prompts/list', () => ({ prompts }));
  server.setRequestHandler('prompts/get', ({ params }) =>
    answer(() => promptMessages(params.name, params.arguments)),
  );
  return server;
}

function unknownTool(name: string): string {
  const shown = /^[\w-]{1,100}$/.test(name) ? ` '${name}'` : ' of this name';
  return `There is no tool${shown}. List the tools again: the function may have been switched off, or is not for your key. list_functions has those that you may propose.`;
}

/** A failure where no tool can tell it. Its message is one of ours, and never that of an error nobody foresaw. */
function protocolErrorOf(failure: ApiError, requestId: string): ProtocolError {
  const { code, message, retryAfter, status } = failure;
  return new ProtocolError(
    status < 500 ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError,
    message,
    { errorCode: code, requestId, ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }) },
  );
}
