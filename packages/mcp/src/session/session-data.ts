import type { AISessionActionInfo, AISessionInfo } from '@ai-sessions/contract';
import { expectedNext } from './expected-next.ts';
import { ACTIONS_TOLD } from './session-text.ts';

/** A session as data for a model: the latest actions of very many, and what is expected next. */
export function sessionData(session: AISessionInfo, version: string | undefined) {
  const { id, state, accountId, accountName, purpose, pendingActions, actions = [] } = session;
  return {
    sessionId: id,
    version,
    state,
    accountId,
    accountName,
    purpose,
    pendingActions,
    expectedNext: expectedNext(session).slice(0, ACTIONS_TOLD),
    actions: actions.slice(-ACTIONS_TOLD).map(actionData),
    actionsInAll: actions.length,
  };
}

/** An action as data. */
export function actionData(action: AISessionActionInfo) {
  const { id, functionName, state, title, description, risk, canBeApplied } = action;
  const { problems, demands, reason, judgedBy, dateJudged, outcome, arguments: values } = action;
  return {
    actionId: id,
    functionName,
    state,
    title,
    risk,
    arguments: values,
    description,
    canBeApplied,
    problems,
    demands,
    reason,
    judgedBy,
    dateJudged,
    outcome,
  };
}
