import { randomUUID } from 'node:crypto';
import type { Answer, RunningService } from './service.ts';

/** A session as its readers get it, as far as tests look into it. */
export interface SeenSession {
  readonly id: string;
  readonly state: string;
  readonly purpose?: string;
  readonly pendingActions?: number;
  readonly log: string;
  readonly actions: readonly SeenAction[];
}

/** An action of a session. */
interface SeenAction {
  readonly id: string;
  readonly functionName: string;
  readonly arguments: string;
  readonly state: string;
  readonly canBeApplied: boolean;
  readonly title?: string;
  readonly problems?: readonly string[];
  readonly demands?: readonly string[];
  readonly reason?: string;
  readonly judgedBy?: string;
  readonly outcome?: string;
  readonly earlierVersions?: readonly { readonly arguments: string; readonly replacedBy: string }[];
}

/** What is queued. */
export interface Proposed {
  readonly functionName: string;
  readonly arguments?: string;
  readonly description?: string;
}

/** What came of a call that has to succeed. */
export async function succeeding(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer;
  if (got.status >= 300) throw new Error(`It answered ${got.status}: ${got.text}`);
  return got;
}

/**
 * Adds a function with a name that no other test has; its name. It is Ordinary unless the test says otherwise, so that it
 * can be applied without a judgement.
 */
export async function newFunction(service: RunningService, json: object): Promise<string> {
  const name = `f${randomUUID().slice(0, 8)}`;
  await succeeding(
    service.request('/ai/functions', {
      json: { name, title: 'Do {n}', risk: 'Ordinary', ...SCHEMA, ...json },
    }),
  );
  return name;
}

const SCHEMA = {
  parameters: JSON.stringify({
    type: 'object',
    properties: { n: { type: 'integer' } },
    required: ['n'],
    additionalProperties: false,
  }),
};

/** Makes a session; its path. */
export async function newSession(service: RunningService, json: object = {}): Promise<string> {
  const { body } = await succeeding(service.request('/ai/sessions', { json }));
  return `/ai/sessions/${body.id}`;
}

/** Makes a session with as many actions of a function, whose arguments are `{"n":0}` and on; its path and their ids. */
export async function newSessionOf(
  service: RunningService,
  functionName: string,
  count: number,
): Promise<{ readonly path: string; readonly ids: readonly string[] }> {
  const path = await newSession(service);
  const proposals = Array.from({ length: count }, (_, n) => ({ functionName, arguments: `{"n":${n}}` }));
  const { actions } = await queue(service, path, ...proposals);
  return { path, ids: actions.map(({ id }) => id) };
}

/** Queues actions; the session. */
export async function queue(
  service: RunningService,
  path: string,
  ...actions: readonly Proposed[]
): Promise<SeenSession> {
  return (await succeeding(service.request(`${path}/actions`, { json: { actions } }))).body;
}

/** Judges an action; the session. */
export async function judge(
  service: RunningService,
  path: string,
  actionId: string,
  judgement: string,
  reason?: string,
): Promise<SeenSession> {
  const json = { judgement, reason };
  return (await succeeding(service.request(`${path}/actions/${actionId}/judgement`, { json }))).body;
}

/** Applies a session. */
export function apply(
  service: RunningService,
  path: string,
  json: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return service.request(`${path}/apply`, { json, headers });
}

/** Reads a session. */
export async function read(service: RunningService, path: string): Promise<SeenSession> {
  return (await succeeding(service.request(path))).body;
}

/** Reads the latest run of a session with its steps. */
export async function latestRun(service: RunningService, path: string) {
  const { body } = await succeeding(service.request(`${path}/runs`));
  return (await succeeding(service.request(`${path}/runs/${body.items[0].id}`))).body;
}

/** The states of the actions of a session, in order. */
export function statesOf({ actions }: SeenSession): string[] {
  return actions.map(({ state }) => state);
}
