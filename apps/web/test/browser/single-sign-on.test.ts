import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, openBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { ADMIN_EMAIL, type Answer, freePort, type RunningService, startService } from '../support/service.ts';

const LDAP_GROUP = 'CN=Admins,OU=Groups,DC=example,DC=com';

let provider: OpenIdProvider;
let settings: Readonly<Record<string, string>>;
let service: RunningService;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  const PUBLIC_URL = `http://localhost:${port}`;
  provider = await startOpenIdProvider(PUBLIC_URL);
  settings = {
    PORT: port,
    PUBLIC_URL,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Example Inc.',
    OIDC_SCOPE: 'openid email profile groups',
    OIDC_ROLES_CLAIM: 'groups',
    OIDC_ROLE_MAP: JSON.stringify({
      'platform-admins': 'SystemAdministrator',
      support: ['Manager'],
      [LDAP_GROUP]: 'SystemAdministrator',
    }),
  };
  service = await startService(settings);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await service.stop();
  await provider.stop();
});

beforeEach(() => browser.context.clearCookies());

/** Signs in at the provider, from the page of ours that is asked for. */
async function signInAs(name: string, path = '/'): Promise<void> {
  const { page } = browser;
  await page.goto(`http://localhost:${settings.PORT}${path}`);
  await page.getByRole('button', { name: 'Sign in with Example Inc.' }).click();
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

const ours = (path: string) => browser.page.waitForURL(`http://localhost:${settings.PORT}${path}`);

async function userCalled(emailAddress: string): Promise<Answer['body']> {
  return (await service.request(`/users?emailFilter=${emailAddress}`)).body.items[0];
}

async function eventsOf(query: string): Promise<Answer['body']> {
  return (await service.request(`/audit/events?${query}`)).body.items;
}

describe('somebody whom an administrator has added', () => {
  it('signs in at the provider, lands on the page asked for, and has the roles of their groups', async () => {
    await service.request('/users', { json: { emailAddress: 'mara@example.com' } });
    const mara = { email: 'Mara@Example.com', email_verified: true };
    provider.people.set('m.lindqvist', { ...mara, groups: ['platform-admins', 'everybody'] });
    await signInAs('m.lindqvist', '/admin/accounts?text=&by=a%20b#top');
    await ours('/admin/accounts?text=&by=a%20b#top');
    await browser.page.getByText('There is no account yet.').waitFor();
    const user = await userCalled('mara@example.com');
    expect(user.roles).toEqual(['SystemAdministrator']);
    const signIns = await eventsOf(`userId=${user.id}&operation=Authenticate`);
    expect(signIns.map(({ way, entityType }: Answer['body']) => [way, entityType])).toEqual([
      ['oidc', 'BrowserSession'],
      ['oidc', 'User'],
    ]);
    expect(signIns[1].changes).toEqual([{ field: 'roles', before: '[]', after: '["SystemAdministrator"]' }]);

    // They are known by the provider's own name for them, whatever becomes of the e-mail address.
    provider.people.set('m.lindqvist', {
      email: 'mara@elsewhere.example',
      email_verified: false,
      groups: ['support'],
    });
    await browser.context.clearCookies();
    await signInAs('m.lindqvist');
    await ours('/admin/users');
    expect((await userCalled('mara@example.com')).roles).toEqual(['Manager']);
  });

  it('loses the sign-in when it is ended, and signs out', async () => {
    const { page } = browser;
    await signInAs('m.lindqvist');
    await ours('/admin/users');
    const { id } = await userCalled('mara@example.com');
    const { items } = (await service.request(`/auth/sessions?userId=${id}`)).body;
    for (const session of items) await service.request(`/auth/sessions/${session.id}`, { method: 'DELETE' });
    await page.reload();
    await page.waitForURL(/\/login/);
    await browser.context.clearCookies();
    await signInAs('m.lindqvist');
    await ours('/admin/users');
    await page.getByRole('button', { name: /Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/login/);
    await page.goto(`http://localhost:${settings.PORT}/admin/users`);
    await page.waitForURL(/\/login/);
  });
});

describe('nobody gets in', () => {
  it.each([
    ['whom nobody has added', 'UnknownUser', 'known to the provider, but not here', true],
    ['whose e-mail address the provider has not verified', 'EmailNotVerified', 'has not verified', false],
  ])('%s', async (_, refusal, message, verified) => {
    const email = verified ? 'stranger@example.com' : ADMIN_EMAIL;
    provider.people.set(refusal, { email, email_verified: verified, groups: ['platform-admins'] });
    await signInAs(refusal);
    await browser.page.getByText(message).waitFor();
    const [event] = await eventsOf('refused=true');
    expect(event).toMatchObject({ refusal, userName: email, way: 'oidc', operation: 'Authenticate' });
    await browser.page.goto(`http://localhost:${settings.PORT}/admin/sessions`);
    await browser.page.waitForURL(/\/login/);
  });

  it('who is disabled', async () => {
    const { id } = (await service.request('/users', { json: { emailAddress: 'left@example.com' } })).body;
    await service.request(`/users/${id}`, { method: 'PATCH', json: { disabled: true } });
    provider.people.set('left', { email: 'left@example.com', email_verified: true, groups: [] });
    await signInAs('left');
    await browser.page.getByText('cannot sign in here any more').waitFor();
  });
});

it('leaves the last system administrator the role, whatever the provider says', async () => {
  provider.people.set('first', { email: ADMIN_EMAIL, email_verified: true, groups: ['support'] });
  await signInAs('first');
  await ours('/admin');
  expect((await userCalled(ADMIN_EMAIL)).roles).toEqual(['SystemAdministrator']);
});

describe('somebody with the role of a system administrator', () => {
  const nora = { email: 'nora@example.com', email_verified: true };

  async function signedInWith(claims: object): Promise<readonly string[]> {
    provider.people.set('nora', { ...nora, ...claims });
    await browser.context.clearCookies();
    await signInAs('nora', '/admin/profile');
    await ours('/admin/profile');
    return (await userCalled(nora.email)).roles;
  }

  it('keeps it when the provider does not say who has which, or in no way that can be read, and the log says so', async () => {
    const json = { emailAddress: nora.email, roles: ['SystemAdministrator'] };
    await service.request('/users', { json });
    for (const [claims, warning] of [
      [{}, 'is missing from the claims of the OpenID provider'],
      [
        { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph.example' } } },
        'is a distributed claim',
      ],
      [{ groups: [{ id: 5 }] }, 'has an unsupported type'],
      [{ groups: 7, email_verified: 'yes indeed', given_name: null }, 'has an unsupported type'],
    ] as const) {
      const known = service.output().length;
      expect(await signedInWith(claims)).toEqual(['SystemAdministrator']);
      const line = service
        .output()
        .slice(known)
        .split('\n')
        .find((one) => one.includes(warning));
      expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 'warn', claim: 'groups' });
    }
  });

  it('has it by a group of LDAP in text and by the key of an object, and loses it only when the claim is there', async () => {
    expect(await signedInWith({ groups: [LDAP_GROUP, 5, { id: 6 }] })).toEqual(['SystemAdministrator']);
    expect(
      await signedInWith({ groups: { 'platform-admins': { '2310': 'example.com' }, support: {} } }),
    ).toEqual(['Manager', 'SystemAdministrator']);
    const known = service.output().length;
    expect(await signedInWith({ groups: [] })).toEqual([]);
    expect(service.output().slice(known)).toContain('revoked the SystemAdministrator role');
    expect(await signedInWith({ groups: LDAP_GROUP })).toEqual(['SystemAdministrator']);
  });
});

it('comes back to the page asked for, also after a sign-in that did not work', async () => {
  const { page } = browser;
  provider.people.set('later', { email: 'later@example.com', email_verified: true, groups: ['support'] });
  await signInAs('later', '/admin/users?text=later');
  await page.getByText('known to the provider, but not here').waitFor();
  await service.request('/users', { json: { emailAddress: 'later@example.com' } });
  await page.getByRole('button', { name: 'Sign in with Example Inc.' }).click();
  await ours('/admin/users?text=later');
});

describe('the addresses of the sign-in', () => {
  it.each([
    ['GET', '/api/auth/signin/oidc', 405],
    ['POST', '/api/auth/callback/oidc', 405],
    ['GET', '/api/auth/callback/other', 404],
    ['GET', '/api/auth/callback/oidc', 302],
    ['GET', '/api/auth/callback/oidc?code=x&state=y', 302],
    ['GET', '/api/auth/callback/oidc?error=access_denied&error_description=%3Cb%3E', 302],
    ['GET', '/api/auth/callback/oidc?error[a]=b&state[]=c&code=%00', 302],
    ['GET', `/api/auth/callback/oidc?code=${'x'.repeat(4_000)}`, 302],
  ])('answer %s %s with %d', async (method, path, status) => {
    for (const cookie of ['', 'next-auth.state=x; next-auth.pkce.code_verifier=%E0%A4%A']) {
      const answer = await service.request(path, { method, authorization: null, headers: { cookie } });
      expect(answer.status, answer.text).toBe(status);
      if (status === 302) {
        expect(answer.headers.get('location')).toMatch(
          /^http:\/\/localhost:\d+\/(?:login|api\/auth\/error)\?error=\w+$/,
        );
      }
    }
  });

  it('bring what went wrong to the sign-in page', async () => {
    const { page } = browser;
    await page.goto(`http://localhost:${settings.PORT}/api/auth/callback/oidc?code=x&state=y`);
    await page.getByText('The sign-in at the provider was not finished.').waitFor();
  });

  it('start no sign-in for another site', async () => {
    const body = new URLSearchParams({ csrfToken: 'none', callbackUrl: '/' }).toString();
    const answer = await service.request('/api/auth/signin/oidc', {
      body,
      authorization: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
    });
    expect(answer.headers.get('location') ?? '').not.toContain(provider.issuer);
  });

  it('say nothing on the page but what we wrote', async () => {
    const { text } = await service.request('/login?error=<script>alert(1)</script>', { authorization: null });
    expect(text).toContain('The sign-in did not work.');
    expect(text).not.toContain('<script>alert');
  });

  it('leave no secret, code or token in the log', () => {
    expect(service.output()).not.toMatch(/a secret between|[?&]code=|eyJ[\w-]+\.eyJ/);
  });
});

describe('with OIDC_TRUST_EMAIL and OIDC_CREATE_USERS', () => {
  it('makes a user of somebody new, and says so when the provider is away', async () => {
    await service.stop();
    service = await startService({
      ...settings,
      OIDC_TRUST_EMAIL: 'true',
      OIDC_CREATE_USERS: 'true',
      OIDC_ROLES_CLAIM: 'https://example.com/roles',
    });
    const person = { email: 'New@Example.com', given_name: 'Nia', family_name: 'Eze' };
    provider.people.set('nia', { ...person, 'https://example.com/roles': ['support'] });
    await signInAs('nia');
    await ours('/admin/users');
    expect(await userCalled('new@example.com')).toMatchObject({
      name: 'Nia Eze',
      roles: ['Manager'],
      hasPassword: false,
      accountIds: [],
    });
    // The sign for Kelvin is a small k in lower case, and the mailbox that of somebody else.
    await service.request('/users', { json: { emailAddress: 'mike@example.com', roles: ['Manager'] } });
    provider.people.set('kelvin', { email: 'mi\u212ae@example.com', email_verified: true });
    await browser.context.clearCookies();
    await signInAs('kelvin');
    await browser.page.getByText('known to the provider, but not here').waitFor();
    provider.people.set('liar', { email: ADMIN_EMAIL, email_verified: false });
    await browser.context.clearCookies();
    await signInAs('liar');
    await browser.page.getByText('has not verified').waitFor();
    await provider.stop();
    const { page } = browser;
    await browser.context.clearCookies();
    await page.goto(`http://localhost:${settings.PORT}/`);
    await page.getByRole('button', { name: 'Sign in with Example Inc.' }).click();
    await page.getByText('The provider cannot be reached at the moment.').waitFor();
  });
});

it.each([
  ['OIDC_CLIENT_SECRET', ''],
  ['PUBLIC_URL', ''],
  ['OIDC_ISSUER', 'http://login.example.com'],
  ['OIDC_ROLE_MAP', 'platform-admins=Emperor'],
  ['OIDC_ROLE_MAP', ''],
  ['OIDC_SCOPE', 'email'],
])('does not start with %s=%s, and says what to do in one line', async (name, value) => {
  await expect(startService({ ...settings, PORT: '0', [name]: value })).rejects.toThrow(
    /OIDC_\w+ (?:and OIDC_\w+ belong|cannot be used)/,
  );
});

it('had nothing to complain about in the console', () => {
  expect(browser.complaints).toEqual([]);
});
