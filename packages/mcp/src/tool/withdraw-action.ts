import { DeleteAISessionAction } from '@ai-sessions/contract';
import { callProcedure } from '../procedure-call.ts';
import { VERSION, versionIn } from './arguments.ts';
import { changedAction } from './changed-action.ts';
import { inputSchemaOf } from './input-schema.ts';
import type { Tool } from './tool.ts';

/** Takes an action of one's own back. */
export const withdrawAction: Tool = {
  name: 'withdraw_action',
  title: 'Withdraw an action',
  description:
    'Takes back an action of yours that waits or was returned to you, so that nobody has to judge it any more.',
  inputSchema: inputSchemaOf(DeleteAISessionAction, ['sessionId', 'actionId'], VERSION),
  operation: DeleteAISessionAction,
  async call({ version, ...given }, { context }) {
    const answered = await callProcedure(DeleteAISessionAction, given, context, {
      version: versionIn({ version }),
    });
    return changedAction(`Withdrawn: action ${String(given.actionId)}.`, given, answered);
  },
};
