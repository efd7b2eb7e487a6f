import { GetAISession, ListAISessionComments } from '@ai-sessions/contract';
import { callProcedure } from '../procedure-call.ts';
import { COMMENTS_TOLD, commentsData, commentsText } from '../session/comments.ts';
import { sessionData } from '../session/session-data.ts';
import { sessionText } from '../session/session-text.ts';
import { inputSchemaOf } from './input-schema.ts';
import type { Tool } from './tool.ts';

/** Reads a session. */
export const readSession: Tool = {
  name: 'read_session',
  title: 'Read a session',
  description:
    'Reads a session: where it stands, the verdict on each action with its reason, what people have said about it, and what is expected of you next. Read it before you go on with work that was begun earlier.',
  inputSchema: inputSchemaOf(GetAISession, ['sessionId']),
  operation: GetAISession,
  async call(given, { context }) {
    const { value, version } = await callProcedure(GetAISession, given, context);
    const { value: said } = await callProcedure(
      ListAISessionComments,
      { sessionId: value.id, countPerPage: COMMENTS_TOLD, simplifiedPaging: true },
      context,
    );
    return {
      text: [sessionText(value, version), ...commentsText(said)].join('\n'),
      data: { ...sessionData(value, version), comments: commentsData(said) },
    };
  },
};
