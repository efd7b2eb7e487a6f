import type { AISessionInfo } from '@ai-sessions/contract';
import type { Answered } from '../procedure-call.ts';
import { actionData } from '../session/session-data.ts';
import { actionText } from '../session/session-text.ts';
import type { Arguments, ToolAnswer } from './tool.ts';

/** Tells of a change of one action: how it stands now, if it is still there. */
export function changedAction(
  what: string,
  { actionId }: Arguments,
  { value, version }: Answered<typeof AISessionInfo>,
): ToolAnswer {
  const { id: sessionId, actions = [] } = value;
  const index = actions.findIndex(({ id }) => id === actionId);
  const action = actions[index];
  return {
    text: [
      what,
      `Session ${sessionId}${version === undefined ? '' : `, now in version ${version}`}.`,
      ...(action ? ['', actionText(action, index + 1)] : []),
    ].join('\n'),
    data: {
      summary: what,
      sessionId,
      version,
      ...(action ? { action: actionData(action) } : { actionsInAll: actions.length }),
    },
  };
}
