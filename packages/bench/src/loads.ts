import type autocannon from 'autocannon';

/** What the loads work on. */
export interface Data {
  readonly key: string;
  readonly accounts: readonly string[];
  /** Ids of 10,000 sessions to read and change. */
  readonly sessions: readonly string[];
  /** Ids of sessions with {@link ACTIONS_OF_LONG} actions each. */
  readonly long: readonly string[];
}

/** Actions of a session that has many. */
export const ACTIONS_OF_LONG = 100;

/** Makes the next request of a load. */
export type Load = (data: Data) => Pick<autocannon.Request, 'method' | 'path' | 'body'>;

/** The loads that are compared. */
export const loads: Readonly<Record<string, Load>> = {
  create: ({ accounts }) => ({
    method: 'POST',
    path: '/ai/sessions',
    body: JSON.stringify({ accountId: pick(accounts), purpose: 'Billing review before renewal' }),
  }),
  patch: ({ sessions }) => ({
    method: 'PATCH',
    path: `/ai/sessions/${pick(sessions)}`,
    body: JSON.stringify({ purpose: `Changed ${Math.random()}` }),
  }),
  get: ({ sessions }) => ({ method: 'GET', path: `/ai/sessions/${pick(sessions)}` }),
  list: ({ accounts }) => ({
    method: 'GET',
    path: `/ai/sessions?accountIds=${pick(accounts)}&simplifiedPaging=true`,
  }),
  [`get with ${ACTIONS_OF_LONG} actions`]: ({ long }) => ({
    method: 'GET',
    path: `/ai/sessions/${pick(long)}`,
  }),
  'queue an action': ({ sessions }) => ({
    method: 'POST',
    path: `/ai/sessions/${pick(sessions)}/actions`,
    body: JSON.stringify({
      functionName: 'setSessionPurpose',
      arguments: JSON.stringify({ purpose: `Changed ${Math.random()}` }),
    }),
  }),
};

function pick(from: readonly string[]): string {
  return from[Math.floor(Math.random() * from.length)] ?? '';
}
