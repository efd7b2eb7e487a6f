import { ApiError, PatchAISessionAction } from '@ai-sessions/contract';
import { callProcedure } from '../procedure-call.ts';
import { argumentsText, VERSION, versionIn } from './arguments.ts';
import { changedAction } from './changed-action.ts';
import { inputSchemaOf } from './input-schema.ts';
import type { Arguments, Tool } from './tool.ts';

/** Changes an action of one's own. */
export const reviseAction: Tool = {
  name: 'revise_action',
  title: 'Revise an action',
  description:
    'Changes an action of yours that waits or was returned to you, and hands it in again to be judged. Give all of its arguments, not only what changes. What it was before stays readable for the people who judge it.',
  inputSchema: inputSchemaOf(
    PatchAISessionAction,
    ['sessionId', 'actionId', 'arguments', 'description'],
    VERSION,
  ),
  operation: PatchAISessionAction,
  async call({ version, ...given }, { context }) {
    requireChange(given);
    const answered = await callProcedure(
      PatchAISessionAction,
      { ...given, arguments: argumentsText(given.arguments) },
      context,
      { version: versionIn({ version }) },
    );
    return changedAction('Revised. It waits for a person to judge it again.', given, answered);
  },
};

/** Asking for nothing is answered with the session as it is, which a model would take for a change. */
function requireChange(given: Arguments): void {
  if (given.arguments !== undefined || given.description !== undefined) return;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'NotEmpty',
        fieldName: 'Arguments',
        message: "Give 'arguments', 'description' or both: otherwise nothing would change.",
      },
    ],
  });
}
