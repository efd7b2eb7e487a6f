import { apiErrorOf } from '@ai-sessions/api';
import { GetAISession } from '@ai-sessions/contract';
import { ResourceNotFoundError } from '@modelcontextprotocol/server';
import { functionData, functionText } from '../function/catalogue-text.ts';
import { callProcedure } from '../procedure-call.ts';
import { sessionText } from '../session/session-text.ts';
import type { ToolCaller } from '../tool/tool.ts';
import { allFunctions } from '../toolset/toolset.ts';

const MARKDOWN = 'text/markdown';
const JSON_TYPE = 'application/json';

/** The resources that have an address of their own. */
export const resources = [
  {
    uri: 'ai-sessions://catalogue',
    name: 'catalogue',
    title: 'Catalogue',
    description: 'All functions that you may propose.',
    mimeType: MARKDOWN,
  },
  {
    uri: 'ai-sessions://catalogue.json',
    name: 'catalogue.json',
    title: 'Catalogue as JSON',
    description: 'All functions that you may propose, as JSON.',
    mimeType: JSON_TYPE,
  },
];

/** The resources whose address names a record. */
export const resourceTemplates = [
  {
    uriTemplate: 'ai-sessions://sessions/{sessionId}',
    name: 'session',
    title: 'Session',
    description:
      'Where a session stands, the verdicts on its actions, and what is expected of its agent next.',
    mimeType: MARKDOWN,
  },
  {
    uriTemplate: 'ai-sessions://sessions/{sessionId}.json',
    name: 'session.json',
    title: 'Session as JSON',
    description: 'A session with all of its actions, as GetAISession answers it.',
    mimeType: JSON_TYPE,
  },
];

const ADDRESS = /^ai-sessions:\/\/(?:(catalogue)|sessions\/([\w-]{1,100}))(\.json)?$/;

/**
 * Reads a resource.
 *
 * @throws ResourceNotFoundError, ApiError or TRPCError
 */
export async function readResource(uri: string, { context }: Pick<ToolCaller, 'context'>) {
  const [match, catalogue, sessionId, json] = ADDRESS.exec(uri) ?? [];
  if (match === undefined) throw new ResourceNotFoundError(uri, 'There is no such resource.');
  const text =
    catalogue === undefined
      ? await session(uri, sessionId ?? '', json !== undefined, context)
      : await catalogueText(json !== undefined, context);
  return { contents: [{ uri, mimeType: json === undefined ? MARKDOWN : JSON_TYPE, text }] };
}

async function catalogueText(asJson: boolean, context: ToolCaller['context']): Promise<string> {
  const functions = (await allFunctions({ context })).filter(({ enabled }) => enabled);
  return asJson
    ? JSON.stringify({ functions: functions.map(functionData) })
    : ['# Functions that you may propose', ...functions.map(functionText)].join('\n\n');
}

async function session(
  uri: string,
  sessionId: string,
  asJson: boolean,
  context: ToolCaller['context'],
): Promise<string> {
  try {
    const { value, version } = await callProcedure(GetAISession, { sessionId }, context);
    return asJson ? JSON.stringify({ ...value, version }) : sessionText(value, version);
  } catch (error) {
    const failure = apiErrorOf(error);
    throw failure.code === 'NotFound' ? new ResourceNotFoundError(uri, failure.message) : failure;
  }
}
