import type autocannon from 'autocannon';

/** What the loads work on. */
export interface Data {
  readonly key: string;
  /** Keys that are limited to so many accounts. */
  readonly limited: ReadonlyMap<number, string>;
  readonly accounts: readonly string[];
  /** Ids of 10,000 sessions to read and change. */
  readonly sessions: readonly string[];
  /** Ids of sessions with {@link ACTIONS_OF_LONG} actions each. */
  readonly long: readonly string[];
}

/** Actions of a session that has many. */
export const ACTIONS_OF_LONG = 100;

/** Makes the next request of a load. */
export type Load = (data: Data) => Pick<autocannon.Request, 'method' | 'path' | 'body' | 'headers'> & {
  /** Whose key is sent; the key of all accounts when left out. */
  readonly key?: string | undefined;
};

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

/** The list of all sessions, without totals. */
export const plainList: Load = () => ({ method: 'GET', path: '/ai/sessions?simplifiedPaging=true' });

/** Lists that are compared with {@link plainList}. */
export const lists: Readonly<Record<string, Load>> = {
  'of all, with totals': () => ({ method: 'GET', path: '/ai/sessions' }),
  'of 4 accounts': ({ limited }) => ({
    method: 'GET',
    path: '/ai/sessions?simplifiedPaging=true',
    key: limited.get(4),
  }),
  'of 4 accounts, with totals': ({ limited }) => ({
    method: 'GET',
    path: '/ai/sessions',
    key: limited.get(4),
  }),
  'of 100 accounts': ({ limited }) => ({
    method: 'GET',
    path: '/ai/sessions?simplifiedPaging=true',
    key: limited.get(100),
  }),
  'of 4 accounts by date': ({ limited }) => ({
    method: 'GET',
    path: '/ai/sessions?simplifiedPaging=true&sortField=dateLastModified&sortOrder=Descend',
    key: limited.get(4),
  }),
};

function pick(from: readonly string[]): string {
  return from[Math.floor(Math.random() * from.length)] ?? '';
}
