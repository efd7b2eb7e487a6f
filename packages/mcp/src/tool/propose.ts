import { isDeepStrictEqual } from 'node:util';
import {
  type AISessionActionInfo,
  type AISessionInfo,
  jsonObjectOf,
  NewAISessionAction,
} from '@ai-sessions/contract';
import { callProcedure } from '../procedure-call.ts';
import { actionData } from '../session/session-data.ts';
import { actionText } from '../session/session-text.ts';
import type { Arguments, ToolAnswer, ToolCaller } from './tool.ts';

/** Queues an action, and tells what became of it. */
export async function propose(
  input: Arguments,
  { context, settings }: ToolCaller,
  version?: string,
): Promise<ToolAnswer> {
  const answered = await callProcedure(NewAISessionAction, input, context, { ...settings, version });
  const { id: sessionId, actions = [] } = answered.value;
  const index = indexOfProposed(answered.value, input);
  const action = actions[index];
  const head = `Session ${sessionId}${answered.version === undefined ? '' : `, now in version ${answered.version}`}.`;
  if (!action) return { text: head, data: { sessionId, version: answered.version } };
  const summary = whatBecame(action);
  return {
    text: [summary, head, '', actionText(action, index + 1)].join('\n'),
    data: { summary, sessionId, version: answered.version, action: actionData(action) },
  };
}

/** Where the action stands that was proposed: the latest with the same call, since the same is not queued twice. */
function indexOfProposed({ actions = [] }: AISessionInfo, input: Arguments): number {
  const values = typeof input.arguments === 'string' ? jsonObjectOf(input.arguments) : {};
  const found = actions.findLastIndex(
    (action) =>
      action.functionName === input.functionName &&
      isDeepStrictEqual(jsonObjectOf(action.arguments ?? '{}'), values),
  );
  return found >= 0 ? found : actions.length - 1;
}

/** What a proposal led to. The same action may have been proposed before, and judged since. */
function whatBecame(action: AISessionActionInfo): string {
  switch (action.state) {
    case 'Refused':
      return 'Not queued: a person has refused this very action before, and it stays refused. Read the reason, and do not propose it again unless a person asks for it.';
    case 'Returned':
      return 'Not queued anew: this very action was returned to you before. Change it with revise_action, or take it back with withdraw_action.';
    case 'Accepted':
      return 'Not queued anew: a person has accepted this very action already. It is carried out when the session is applied.';
    case 'Applied':
      return 'Not queued anew: this very action was carried out already.';
    case 'Running':
    case 'InDoubt':
    case 'Failed':
      return 'Not queued anew: this very action was proposed and tried before.';
    default:
      return (action.problems?.length ?? 0) > 0
        ? `Queued, but it cannot be carried out as it stands. Change it with revise_action (actionId ${action.id}).`
        : 'Queued. Nothing has taken effect: a person judges it first. Go on with your next proposal, or read the session later to see the verdict.';
  }
}
