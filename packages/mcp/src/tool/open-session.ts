import { NewAISession } from '@ai-sessions/contract';
import { callProcedure } from '../procedure-call.ts';
import { sessionData } from '../session/session-data.ts';
import { inputSchemaOf } from './input-schema.ts';
import type { Tool } from './tool.ts';

/** Opens a session to propose in. */
export const openSession: Tool = {
  name: 'open_session',
  title: 'Open a session',
  description:
    'Opens a session: one piece of work for one account, in which you propose actions for people to judge. Say in the purpose what it is for. Open one for each piece of work, and go on in it; list_my_sessions finds those that are open.',
  inputSchema: inputSchemaOf(NewAISession, ['accountId', 'purpose']),
  operation: NewAISession,
  async call(given, { context, settings }) {
    const { value, version } = await callProcedure(NewAISession, given, context, settings);
    const about =
      value.accountId === undefined
        ? 'the whole platform'
        : `account ${value.accountName ?? ''} (${value.accountId})`;
    const summary = `Session ${value.id} is open, for ${about}. Propose actions in it with this sessionId. Nothing takes effect until a person has judged and applied it.`;
    return {
      text: version === undefined ? summary : `${summary}\nVersion: ${version}`,
      data: { summary, ...sessionData(value, version) },
    };
  },
};
