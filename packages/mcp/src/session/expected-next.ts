import { type AISessionActionInfo, type AISessionInfo, isRevisable } from '@ai-sessions/contract';

/** What an agent is to do about a session now, most urgent first: a sentence or two each. */
export function expectedNext(session: AISessionInfo): readonly string[] {
  if (session.state === 'Discarded') {
    return ['Nothing: a person discarded this session. Open another one only if you are asked to.'];
  }
  const actions = session.actions ?? [];
  if (actions.length === 0) return ['Propose actions, with propose_<function> or propose_action.'];
  const steps = [
    ...actions.filter(({ state }) => state === 'Returned').map(onReturned),
    ...actions.filter(needsRevision).map(onProblems),
    ...actions.filter(({ state }) => state === 'Refused').map(onRefused),
  ];
  const waiting = actions.filter(({ state }) => state === 'Queued' || state === 'Accepted').length;
  if (session.state === 'Applying') {
    steps.push('Wait until it has been applied, then read the session again.');
  } else if (waiting > 0) {
    steps.push(
      `Wait: ${count(waiting)} for a person to judge or apply. Nothing of it has taken effect. Read the session again later.`,
    );
  }
  const demanding = actions.filter(({ state, demands }) => state === 'Queued' && hasAny(demands)).length;
  if (demanding > 0) {
    steps.push(
      `${demanding === 1 ? '1 of them can' : `${demanding} of them can`} do harm: a person has to accept it, nobody can on your behalf. Nothing is for you to do about that.`,
    );
  }
  if (actions.some(({ state }) => state === 'Failed')) {
    steps.push(
      'Wait for a person to decide about what failed: they try it again, or return it to you. Do not propose it again.',
    );
  }
  if (actions.some(({ state }) => state === 'InDoubt')) {
    steps.push('Wait for a person to find out about what is in doubt. Do not propose it again.');
  }
  return steps.length > 0 ? steps : ['Nothing: this session is done. Report how its actions ended.'];
}

/** Whether an action cannot be carried out as it stands, and its agent can do something about it. */
export function needsRevision({ state, problems }: AISessionActionInfo): boolean {
  return state !== undefined && state !== 'Returned' && isRevisable(state) && hasAny(problems);
}

function hasAny(texts: readonly string[] | undefined): boolean {
  return texts !== undefined && texts.length > 0;
}

function onReturned({ id, reason }: AISessionActionInfo): string {
  return `Action ${id} was returned to you: “${reason ?? 'no reason given'}”. Change it with revise_action, or take it back with withdraw_action.`;
}

function onProblems({ id, problems = [] }: AISessionActionInfo): string {
  return `Action ${id} cannot be carried out as it stands: ${problems.join(' ')} Change it with revise_action, or take it back with withdraw_action.`;
}

function onRefused({ id, reason }: AISessionActionInfo): string {
  return `Action ${id} was refused: “${reason ?? 'no reason given'}”. Do not propose the same again unless a person asks for it.`;
}

function count(waiting: number): string {
  return waiting === 1 ? '1 action waits' : `${waiting} actions wait`;
}
