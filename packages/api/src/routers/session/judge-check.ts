import { functionDigest, type ReviewerRefusal, whyNotAccept, whyNotJudge } from '@ai-sessions/apply';
import { ApiError, type JudgeAISessionAction } from '@ai-sessions/contract';
import type { CallOf } from '../../context.ts';
import { actionIn } from './action-of-session.ts';
import { sessionOf } from './session-answer.ts';

/**
 * Makes sure that a caller may judge an action as they want to, by what its function demands now. What is demanded later
 * is looked at again when the session is applied.
 *
 * @returns What names what the function does, or that there is no such function.
 * @throws ApiError `NotFound`, `PersonRequired`, `JudgeRequired`, `SecondPersonRequired`
 */
export async function requireJudge(call: CallOf<typeof JudgeAISessionAction>): Promise<string> {
  const { input, principal } = call;
  const record = await sessionOf(call);
  const action = actionIn(record, input.actionId);
  const name = action.functionName.normalize();
  const fn = record.functions.find(({ info }) => info.name.normalize() === name);
  const refuse = input.judgement === 'Accepted' ? whyNotAccept : whyNotJudge;
  const code = refuse({ action, fn }, principal);
  if (code !== undefined) throw new ApiError(code, { message: MESSAGES[code] });
  return functionDigest(fn);
}

const MESSAGES: Readonly<Record<ReviewerRefusal, string | undefined>> = {
  PersonRequired:
    'Only a person may accept this action: sign in with your password or in the browser, without any API key, and accept it there.',
  JudgeRequired: undefined,
  SecondPersonRequired:
    'You have queued or corrected this action, and its function asks for a second person: somebody else has to accept it.',
};
