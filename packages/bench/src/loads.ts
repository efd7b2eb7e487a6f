import type autocannon from 'autocannon';

/** What the loads work on. */
export interface Data {
  readonly key: string;
  readonly accounts: readonly string[];
  /** Ids of 10,000 sessions to read and change. */
  readonly sessions: readonly string[];
}

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
};

function pick(from: readonly string[]): string {
  return from[Math.floor(Math.random() * from.length)] ?? '';
}
