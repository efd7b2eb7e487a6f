import { type AISessionInfo, ListAISessions } from '@ai-sessions/contract';
import { callProcedure } from '../procedure-call.ts';
import { sessionStandings } from '../session/standing.ts';
import { inputSchemaOf } from './input-schema.ts';
import type { Tool } from './tool.ts';

/** Lists the sessions of the owner of the key. */
export const listMySessions: Tool = {
  name: 'list_my_sessions',
  title: 'List my sessions',
  description:
    'Lists the sessions that were opened in the name of the owner of your key, newest first, a page at a time. Use it to find work that was begun earlier, before you open another session for it.',
  inputSchema: inputSchemaOf(ListAISessions, [
    'states',
    'hasPendingActions',
    'accountIds',
    'text',
    'countPerPage',
    'cursor',
  ]),
  operation: ListAISessions,
  async call(given, { context, principal }) {
    const { value } = await callProcedure(
      ListAISessions,
      { ...given, createdBy: principal.emailAddress, simplifiedPaging: true },
      context,
    );
    const { items, nextCursor } = value;
    return {
      text: [
        items.length === 0 ? 'There is no such session.' : `Sessions: ${items.length}, newest first.`,
        ...items.map(line),
        ...(nextCursor === undefined
          ? []
          : [`There are more. Call again with the same arguments and cursor: ${nextCursor}`]),
      ].join('\n'),
      data: { sessions: items.map(row), nextCursor },
    };
  },
};

function line({
  id,
  state = 'Open',
  accountId,
  accountName,
  purpose,
  pendingActions,
}: AISessionInfo): string {
  const account = accountId === undefined ? 'whole platform' : `${accountName ?? ''} (${accountId})`;
  return `- ${id}: ${state} (${sessionStandings[state]}), ${pendingActions ?? 0} actions pending, account: ${account}, purpose: ${purpose ?? 'none given'}`;
}

function row({ id, state, accountId, accountName, purpose, pendingActions }: AISessionInfo) {
  return { sessionId: id, state, accountId, accountName, purpose, pendingActions };
}
