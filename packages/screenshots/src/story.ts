import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Service } from './service.ts';

/** What the pictures show beside demo data, by the path of its page. */
export interface Story {
  readonly session: string;
  readonly appliedSession: string;
  readonly account: string;
  readonly user: string;
  readonly key: string;
  readonly fn: string;
  readonly webhook: string;
  /** Where an agent sends a browser to be let in. */
  readonly consent: string;
}

const created = z.object({ id: z.string() });
const registered = z.object({ client_id: z.string() });
const queued = z.object({ actions: z.array(created) });

/** Fills the service with what a team has after some weeks: people, agents, functions and sessions in all states. */
export async function tell(service: Service): Promise<Story> {
  const add = async (path: string, json: object) => created.parse(await service.request(path, json)).id;
  await service.command('demo-data');
  const account = await add('/accounts', { name: 'Northwind Dental' });
  const user = await add('/users', {
    emailAddress: 'mara.lindqvist@example.com',
    firstName: 'Mara',
    lastName: 'Lindqvist',
    roles: ['SystemAdministrator'],
  });
  const agent = await add('/users', {
    emailAddress: 'billing-agent@example.com',
    roles: ['Agent'],
    accountId: account,
  });
  const key = z
    .object({ id: z.string(), key: z.string() })
    .parse(await service.request('/api-keys', { name: 'Billing agent', kind: 'Agent', userId: agent }));
  const fn = await add('/ai/functions', {
    name: 'setBusinessHours',
    title: 'Open {days} from {opens} to {closes}',
    description: 'Replaces the business hours of a phone number.',
    parameters: JSON.stringify({
      type: 'object',
      properties: {
        accountId: { type: 'string' },
        number: { type: 'string', description: 'In E.164, such as +4521345678.' },
        days: { type: 'string', enum: ['Mon–Fri', 'Sat', 'Sun'] },
        opens: { type: 'string', description: 'Local time, such as 08:00.' },
        closes: { type: 'string' },
      },
      required: ['accountId', 'number', 'days', 'opens', 'closes'],
    }),
    risk: 'Dangerous',
    accountArguments: ['accountId'],
    method: 'PUT',
    url: 'https://voice.example.com/numbers/{number}/hours',
    headers: { Authorization: 'Bearer 5f2c0e8d1b7a4c3e' },
    timeoutSeconds: 20,
    honoursIdempotencyKey: true,
  });
  const webhook = await add('/ai/webhooks', {
    url: 'https://agent.example.com/webhooks',
    description: 'The billing agent hears what became of its proposals',
    eventTypes: ['session.applied', 'action.returned', 'action.refused'],
  });
  const session = await propose(
    service,
    key.key,
    account,
    'Take over the new opening hours from the web site',
  );
  await judgeAction(service, session, 0, { judgement: 'Accepted' });
  await judgeAction(service, session, 2, {
    judgement: 'Returned',
    reason: 'They close at 12:00 on Saturdays. Please look again.',
  });
  const other = await add('/accounts', { name: 'Fjord Outdoor Supply' });
  const applied = await add('/ai/sessions', { accountId: other, purpose: 'Name the group as one' });
  await service.request(`/ai/sessions/${applied}/actions`, {
    actions: [
      {
        functionName: 'renameAccount',
        arguments: JSON.stringify({ accountId: other, name: 'Fjord Outdoor Group' }),
      },
      {
        functionName: 'setSessionPurpose',
        arguments: JSON.stringify({ purpose: 'The outdoor group has one name now' }),
      },
    ],
  });
  await service.request(`/ai/sessions/${applied}/apply`, undefined, { method: 'POST' });
  return {
    session: `/admin/sessions/${session.id}`,
    appliedSession: `/admin/sessions/${applied}`,
    account: `/admin/accounts/${account}`,
    user: `/admin/users/${user}`,
    key: `/admin/keys/${key.id}`,
    fn: `/admin/functions/${fn}`,
    webhook: `/admin/webhooks/${webhook}`,
    consent: await askToComeIn(service),
  };
}

interface Proposed {
  readonly id: string;
  readonly actionIds: readonly string[];
}

/** Has an agent open a session and propose new opening hours. */
async function propose(
  service: Service,
  apiKey: string,
  accountId: string,
  purpose: string,
): Promise<Proposed> {
  const { id } = created.parse(await service.request('/ai/sessions', { accountId, purpose }, { apiKey }));
  const hours = (days: string, opens: string, closes: string, description: string) => ({
    functionName: 'setBusinessHours',
    arguments: JSON.stringify({ accountId, number: '+4521345678', days, opens, closes }),
    description,
  });
  const actions = [
    hours('Mon–Fri', '08:00', '17:30', 'Their web site says so since Monday; until now the line opens at 9.'),
    {
      functionName: 'renameAccount',
      arguments: JSON.stringify({ accountId, name: 'Northwind Dental Group' }),
      description: 'The imprint names them as a group.',
    },
    hours('Sat', '09:00', '14:00', 'Saturdays are new.'),
    {
      functionName: 'setSessionPurpose',
      arguments: JSON.stringify({ purpose: 'Opening hours taken over from the web site' }),
      description: 'Says what was done, for whoever reads this later.',
    },
  ];
  const answer = queued.parse(await service.request(`/ai/sessions/${id}/actions`, { actions }, { apiKey }));
  return { id, actionIds: answer.actions.map((action) => action.id) };
}

async function judgeAction(
  service: Service,
  session: Proposed,
  index: number,
  verdict: object,
): Promise<void> {
  const actionId = session.actionIds[index];
  await service.request(`/ai/sessions/${session.id}/actions/${actionId}/judgement`, verdict);
}

/** Registers an agent's client, and says where it sends the browser of whoever is to let it in. */
async function askToComeIn(service: Service): Promise<string> {
  const redirectUri = 'http://localhost:53682/callback';
  const client = registered.parse(
    await service.request('/oauth/register', { client_name: 'Invoice desk', redirect_uris: [redirectUri] }),
  );
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update('a verifier of the client').digest('base64url'),
    code_challenge_method: 'S256',
    resource: `${service.url}/mcp`,
    scope: 'mcp',
  });
  return `/oauth/authorize?${query}`;
}
