import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newVerifier, REDIRECT_URI, registerClient } from './oauth-agent.ts';
import type { RunningService } from './service.ts';

const APP = join(import.meta.dirname, '../../src/app');

/** A page as somebody comes to it, and what they can reach there by the keyboard. */
export interface DeskPage {
  readonly path: string;
  /** What most people come to it for, as a screen reader names it; nothing on a page without anything to do. */
  readonly main: string | undefined;
  /** A button that opens a window. */
  readonly opens?: string;
  readonly isPublic?: boolean;
}

/** The routes of all pages, such as `/admin/sessions/[sessionId]`; those of the sign-in first. */
export async function routesOfPages(): Promise<readonly string[]> {
  const files = await readdir(APP, { recursive: true });
  const routes = files
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file}`.replace(/\/?page\.tsx$/, '') || '/')
    .toSorted();
  // Whoever is signed in is led on from the pages of the sign-in.
  const isOfSignIn = (route: string) => route.startsWith('/login');
  return [...routes.filter(isOfSignIn), ...routes.filter((route) => !isOfSignIn(route))];
}

/** A record of each kind, and each page by its route. Whoever adds a page names it here. */
export async function allPages(service: RunningService): Promise<Readonly<Record<string, DeskPage>>> {
  const add = async (path: string, json: object): Promise<string> => {
    const answer = await service.request(path, { json });
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body.id;
  };
  const account = await add('/accounts', { name: 'Northwind Dental' });
  const user = await add('/users', {
    emailAddress: 'mara.lindqvist@example.com',
    roles: ['Manager'],
    accountId: account,
  });
  const key = await add('/api-keys', { name: 'Billing agent', kind: 'Agent', userId: user });
  const fn = await add('/ai/functions', {
    name: 'setGreeting',
    title: 'Set the greeting',
    method: 'PUT',
    url: 'https://voice.example.com/greeting',
    parameters: '{"type":"object"}',
    timeoutSeconds: 5,
  });
  const webhook = await add('/ai/webhooks', {
    url: 'https://agent.example.com/webhooks',
    eventTypes: ['session.applied'],
  });
  const session = await add('/ai/sessions', { accountId: account, purpose: 'Take over the new name' });
  const rename = (name: string) => ({
    functionName: 'renameAccount',
    arguments: JSON.stringify({ accountId: account, name }),
  });
  await service.request(`/ai/sessions/${session}/actions`, {
    json: { actions: [rename('Northwind'), rename('Nord')] },
  });
  const list = (path: string, main: string, more: Partial<DeskPage> = {}) => ({
    path,
    main,
    opens: 'Table',
    ...more,
  });
  return {
    '/login': { path: '/login', main: 'Sign in', isPublic: true },
    // Nobody can be mailed here.
    '/login/forgot': { path: '/login/forgot', main: 'Back to sign in', isPublic: true },
    '/login/recover': { path: '/login/recover#token=none', main: 'Set password', isPublic: true },
    '/login/done': { path: '/login/done', main: undefined, isPublic: true },
    '/': { path: '/', main: 'Start reviewing' },
    '/admin': { path: '/admin', main: 'Start reviewing', opens: 'Go to …' },
    '/admin/sessions': list('/admin/sessions', 'New session'),
    '/admin/sessions/new': { path: '/admin/sessions/new', main: 'Open session' },
    '/admin/sessions/[sessionId]': { path: `/admin/sessions/${session}`, main: 'Accept', opens: 'Refuse' },
    '/admin/functions': list('/admin/functions', 'New function'),
    '/admin/functions/new': { path: '/admin/functions/new', main: 'Add function' },
    '/admin/functions/[functionId]': { path: `/admin/functions/${fn}`, main: 'Name', opens: 'Delete' },
    '/admin/accounts': list('/admin/accounts', 'New account'),
    '/admin/accounts/[accountId]': {
      path: `/admin/accounts/${account}`,
      main: 'Its sessions',
      opens: 'Replace keys',
    },
    '/admin/users': list('/admin/users', 'New user'),
    '/admin/users/[userId]': { path: `/admin/users/${user}`, main: 'First name', opens: 'Set password' },
    '/admin/keys': list('/admin/keys', 'Billing agent'),
    '/admin/keys/[keyId]': { path: `/admin/keys/${key}`, main: 'Revoke', opens: 'Revoke' },
    '/admin/webhooks': list('/admin/webhooks', 'New webhook'),
    '/admin/webhooks/new': { path: '/admin/webhooks/new', main: 'Add webhook' },
    '/admin/webhooks/[webhookId]': {
      path: `/admin/webhooks/${webhook}`,
      main: 'Send test event',
      opens: 'Delete',
    },
    '/admin/audit': list('/admin/audit', 'Export'),
    '/admin/runs': list('/admin/runs', 'Export'),
    '/admin/requests': list('/admin/requests', 'Request ID'),
    '/admin/profile': { path: '/admin/profile', main: 'Change password' },
    '/oauth/consent/[id]': { path: await consentPath(service.url), main: 'Allow' },
  };
}

/** Where a client that has just registered sends a browser to be let in. */
async function consentPath(url: string): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: await registerClient(url),
    redirect_uri: REDIRECT_URI,
    code_challenge: newVerifier().challenge,
    code_challenge_method: 'S256',
    resource: `${url}/mcp`,
    scope: 'mcp',
  });
  return `/oauth/authorize?${query}`;
}
