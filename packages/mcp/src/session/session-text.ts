import type { AISessionActionInfo, AISessionInfo } from '@ai-sessions/contract';
import { expectedNext, needsRevision } from './expected-next.ts';
import { actionStandings, sessionStandings } from './standing.ts';

/** Most actions that are told one by one. */
export const ACTIONS_TOLD = 100;
/** Characters of arguments that are told of each. */
const ARGUMENTS_TOLD = 4_000;

/** A session in Markdown: where it stands, what is expected of its agent, and each action. */
export function sessionText(session: AISessionInfo, version: string | undefined): string {
  const actions = session.actions ?? [];
  const told = actionsTold(actions);
  const left = actions.length - told.length;
  return [
    `# Session ${session.id}`,
    '',
    ...facts(session, version),
    '',
    '## What is expected of you next',
    '',
    ...expectedNext(session)
      .slice(0, ACTIONS_TOLD)
      .map((step) => `- ${step}`),
    '',
    `## Actions (${actions.length})`,
    '',
    ...(actions.length === 0 ? ['None yet.'] : []),
    ...told.map(({ action, number }) => actionText(action, number)),
    ...(left > 0
      ? [`${left} further actions are not shown: ${states(actions)}. The resource of the session has all.`]
      : []),
  ].join('\n');
}

function facts(session: AISessionInfo, version: string | undefined): readonly string[] {
  const { state = 'Open', accountId, accountName, purpose, log } = session;
  const run = log?.trimEnd().split('\n').at(-1);
  return [
    `- State: ${state} (${sessionStandings[state]})`,
    accountId === undefined
      ? '- Account: none, it concerns the whole platform'
      : `- Account: ${accountName ?? ''} (accountId ${accountId})`,
    `- Purpose: ${purpose ?? 'none given'}`,
    ...(version === undefined ? [] : [`- Version: ${version}`]),
    ...(run ? [`- Latest of its log: ${run}`] : []),
  ];
}

/** An action in Markdown, under its number in the session. */
export function actionText(action: AISessionActionInfo, number: number): string {
  const {
    id,
    functionName,
    title,
    description,
    problems = [],
    demands = [],
    outcome,
    reason,
    judgedBy,
  } = action;
  const { state = 'Queued', risk, arguments: values = '{}', mayBeDoneTwice } = action;
  return [
    `${number}. **${state}**: ${title ?? functionName}`,
    `   - actionId: ${id}`,
    `   - It ${actionStandings[state]}.`,
    ...(reason === undefined ? [] : [`   - Reason${judgedBy ? ` of ${judgedBy}` : ''}: “${reason}”`]),
    ...problems.map((problem) => `   - Problem: ${problem}`),
    ...demands.map((demand) => `   - Before it is carried out: ${demand}`),
    ...(outcome === undefined ? [] : [`   - Outcome: ${outcome}`]),
    ...(mayBeDoneTwice ? ['   - It may have taken effect all the same.'] : []),
    `   - Function: ${functionName}${risk === undefined ? '' : ` (risk: ${risk})`}`,
    `   - Arguments: ${shortened(values)}`,
    ...(description === undefined ? [] : [`   - Your description: ${description}`]),
  ].join('\n');
}

function shortened(text: string): string {
  const more = text.length - ARGUMENTS_TOLD;
  return more > 0 ? `${text.slice(0, ARGUMENTS_TOLD)} … (${more} characters more)` : text;
}

/** The actions that are told: of very many those that somebody has to do something about, then the latest. */
function actionsTold(actions: readonly AISessionActionInfo[]) {
  const numbered = actions.map((action, index) => ({ action, number: index + 1 }));
  if (numbered.length <= ACTIONS_TOLD) return numbered;
  const urgent = ({ action }: (typeof numbered)[number]) =>
    action.state === 'Returned' || needsRevision(action) ? 0 : 1;
  return numbered
    .toSorted((one, other) => urgent(one) - urgent(other) || other.number - one.number)
    .slice(0, ACTIONS_TOLD)
    .toSorted((one, other) => one.number - other.number);
}

/** How many actions are in which state: `12 Queued, 3 Refused in all`. */
function states(actions: readonly AISessionActionInfo[]): string {
  const counts = new Map<string, number>();
  for (const { state = 'Queued' } of actions) counts.set(state, (counts.get(state) ?? 0) + 1);
  return `${Array.from(counts, ([state, number]) => `${number} ${state}`).join(', ')} in all`;
}
