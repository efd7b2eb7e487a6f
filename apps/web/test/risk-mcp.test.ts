import { operations } from '@ai-sessions/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, reset, startApplying } from './support/applying.ts';
import { type Credentials, cookiesOf, makeKey, makeUser, passwordOf } from './support/callers.ts';
import { askMcp, callTool, type Era, eras, type McpSender } from './support/mcp.ts';
import { jarOf, letIn } from './support/oauth-agent.ts';
import type { RunningService } from './support/service.ts';
import { judge, newFunction, newSession, queue, read, statesOf, succeeding } from './support/session.ts';
import type { Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
let target: Target;
let accountId: string;
/** Functions on the target by their risk. */
let functions: Readonly<Record<'Ordinary' | 'Dangerous' | 'Irreversible', string>>;
/** Whoever can send messages, of whatever kind; all have a system administrator's roles. */
let senders: readonly (readonly [who: string, sender: McpSender])[];

beforeAll(async () => {
  // Every operation is tried by three names.
  setup = await startApplying({ AGENT_CALLS_PER_MINUTE: '5000' });
  ({ service, target } = setup);
  const url = `${target.url}/risky`;
  const [Ordinary, Dangerous, Irreversible] = await Promise.all([
    newFunction(service, { url }),
    newFunction(service, { url, risk: 'Dangerous' }),
    newFunction(service, { url, risk: 'Irreversible' }),
  ]);
  functions = { Ordinary, Dangerous, Irreversible };
  accountId = (await succeeding(service.request('/accounts', { json: { name: 'Northwind' } }))).body.id;
  const user = await makeUser(service, ['SystemAdministrator']);
  const local = service.url.replace('127.0.0.1', 'localhost');
  const { accessToken } = await letIn(local, jarOf(await cookiesOf(service, user)));
  const credentials: [string, Credentials][] = [
    ['a person by Basic', passwordOf(user)],
    ['an agent by OAuth', { authorization: `Bearer ${accessToken}` }],
  ];
  for (const kind of ['Person', 'Integration', 'Agent']) {
    credentials.push([`a key of the kind ${kind}`, (await makeKey(service, user, { kind })).credentials]);
  }
  senders = credentials.map(([who, given]) => [who, { url: local, credentials: given }]);
});

beforeEach(() => reset(target));

afterAll(() => setup?.close());

/** A session with an action of each risk; nobody has judged them. */
async function aSession() {
  const path = await newSession(service, { accountId });
  const { actions } = await queue(
    service,
    path,
    ...Object.values(functions).map((functionName, n) => ({ functionName, arguments: `{"n":${n}}` })),
  );
  return { path, sessionId: path.split('/').at(-1) ?? '', ids: actions.map(({ id }) => id) };
}

/** The tools that there are beside those of the functions. Whoever adds one says here that it decides nothing. */
const TOOLS = [
  'list_functions',
  'list_my_sessions',
  'open_session',
  'propose_action',
  'read_session',
  'revise_action',
  'withdraw_action',
];

/** What somebody might try: every operation that is there, as it is called and as tools are, and what is likely. */
const TRIED = [
  ...operations.flatMap(({ name, procedure }) => [
    name,
    procedure,
    name
      .replace('AISession', 'Session')
      .replace(/(?<!^)(?=[A-Z][a-z])/g, '_')
      .toLowerCase(),
  ]),
  'judge_action',
  'accept_action',
  'apply_session',
  'apply',
  'settle_action',
  'enable_function',
].filter((name) => !TOOLS.includes(name));

describe.each(eras)('over MCP of %s', (era: Era) => {
  it('nobody finds a tool that judges, applies or changes functions, nor can call one', async () => {
    const { path, sessionId, ids } = await aSession();
    for (const [who, sender] of senders) {
      const { result } = await askMcp(sender, era, 'tools/list');
      const names: readonly string[] = result.tools.map(({ name }: { name: string }) => name);
      expect([who, names.filter((name) => !/^propose_(?!action$)/.test(name)).sort()]).toEqual([who, TOOLS]);
    }
    const given = {
      sessionId,
      actionId: ids[0],
      judgement: 'Accepted',
      settlement: 'Applied',
      note: 'Done',
      confirmation: 'Northwind',
    };
    const [[, person] = [], [, agent] = []] = senders;
    for (const sender of [person, agent]) {
      if (!sender) throw new Error('Nobody sends.');
      for (const name of TRIED) {
        const { error, failed } = await callTool(sender, era, name, given);
        expect([name, error?.code, failed]).toEqual([name, -32_602, false]);
      }
    }
    expect(statesOf(await read(service, path))).toEqual(['Queued', 'Queued', 'Queued']);
    expect(target.calls).toEqual([]);
  });

  it('what can do harm is proposed like anything else, and says at once that a person has to accept it', async () => {
    for (const [who, sender] of senders) {
      const opened = await callTool(sender, era, 'open_session', { accountId, purpose: `Risk of ${who}` });
      const { sessionId } = opened.data;
      for (const [risk, demands] of [
        ['Ordinary', 0],
        ['Dangerous', 1],
        ['Irreversible', 2],
      ] as const) {
        const { data, failed } = await callTool(sender, era, `propose_${functions[risk]}`, {
          sessionId,
          n: demands,
        });
        const { action } = data;
        expect([who, failed, action.state, action.risk]).toEqual([who, false, 'Queued', risk]);
        expect([who, action.demands?.length ?? 0]).toEqual([who, demands]);
      }
      // No argument accepts it on the way.
      for (const more of [{ accepted: true }, { judgement: 'Accepted' }, { confirmation: 'Northwind' }]) {
        const tool = `propose_${functions.Dangerous}`;
        const refused = await callTool(sender, era, tool, { sessionId, n: 9, ...more });
        expect([who, refused.failed]).toEqual([who, true]);
      }
      expect(statesOf(await read(service, `/ai/sessions/${sessionId}`))).toEqual([
        'Queued',
        'Queued',
        'Queued',
      ]);
    }
    expect(target.calls).toEqual([]);
  });

  it('read_session tells the risk, what is demanded first, and that this is not for the agent to do', async () => {
    const { path, sessionId, ids } = await aSession();
    const [, [, sender] = []] = senders;
    if (!sender) throw new Error('Nobody sends.');
    const before = await callTool(sender, era, 'read_session', { sessionId });
    for (const risk of ['Ordinary', 'Dangerous', 'Irreversible'] as const) {
      expect(before.text).toContain(`Function: ${functions[risk]} (risk: ${risk})`);
    }
    expect(before.text.match(/Before it is carried out: A person has to accept it/g)).toHaveLength(2);
    expect(before.text).toMatch(
      /2 of them can do harm: a person has to accept it, nobody can on your behalf/,
    );
    expect(before.data.actions.map(({ risk }: { risk: string }) => risk)).toEqual([
      'Ordinary',
      'Dangerous',
      'Irreversible',
    ]);
    expect(before.data.expectedNext.join(' ')).toContain('nobody can on your behalf');

    await judge(service, path, ids[1] ?? '', 'Accepted');
    await judge(service, path, ids[2] ?? '', 'Refused', 'Too much');
    const after = await callTool(sender, era, 'read_session', { sessionId });
    expect(after.text).not.toContain('can do harm');
    expect(after.text).toContain('was refused: “Too much”');
    // Accepting carries nothing out.
    expect(after.data.actions[1]).toMatchObject({ state: 'Accepted', risk: 'Dangerous' });
    expect(target.calls).toEqual([]);
  });
});
