import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, readConfiguration, variables } from '../src/index.ts';

const read = (environment: Record<string, string>) =>
  readConfiguration({ NODE_ENV: 'test', ...environment }, '/srv/app');

it('is documented in the README, variable by variable', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const rows = Object.entries(variables).map(
    ([name, { fallback, meaning }]) => `| \`${name}\` | ${fallback} | ${meaning} |`,
  );
  // The formatter pads the cells of tables.
  expect(readme.replace(/ +/g, ' ')).toContain(rows.join('\n'));
});

it('starts without any variable, and takes an empty one for none', () => {
  expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000, dataDirectory: '/srv/app/.data' });
});

it('makes cookies secure behind https only', () => {
  expect(read({ PUBLIC_URL: 'https://sessions.example.com' }).secureCookies).toBe(true);
  expect(read({ PUBLIC_URL: 'http://sessions.example.com' }).secureCookies).toBe(false);
});

describe('OIDC_ROLE_MAP', () => {
  const OIDC = {
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'x',
    OIDC_CLIENT_SECRET: 'y',
    PUBLIC_URL: 'https://sessions.example.com',
    OIDC_ROLES_CLAIM: 'groups',
  };
  const mapOf = (OIDC_ROLE_MAP: string) => Object.fromEntries(read({ ...OIDC, OIDC_ROLE_MAP }).OIDC_ROLE_MAP);
  const LDAP = 'CN=Admins,OU=Groups,DC=example,DC=com';

  it.each([
    [
      'admins=SystemAdministrator, Support Team = Manager,',
      { admins: ['SystemAdministrator'], 'Support Team': ['Manager'] },
    ],
    ['all=Manager,all=Auditor', { all: ['Manager', 'Auditor'] }],
    [
      JSON.stringify({ [LDAP]: 'SystemAdministrator', b: ['Manager', 'Auditor'] }),
      { [LDAP]: ['SystemAdministrator'], b: ['Manager', 'Auditor'] },
    ],
    [' {\n"a": "Manager"\n}\n', { a: ['Manager'] }],
    ['{"Cafe\u0301":"Manager"}', { 'Caf\u00e9': ['Manager'] }],
  ])('is read: %s', (text, map) => expect(mapOf(text)).toEqual(map));

  it.each([
    [`${LDAP}=SystemAdministrator`, /written as JSON/],
    ['admins', /must be like theirs=Ours/],
    ['=Manager', /must be like theirs=Ours/],
    ['{"a":"Manager"', /begins like JSON and is not/],
    ["{'a':'Manager'}", /begins like JSON and is not/],
    ['{"a":5}', /the value of "a" must be the name of a role or a list/],
    ['{"a":[]}', /the value of "a" must be/],
    ['{"a":{"b":"Manager"}}', /the value of "a" must be/],
    ['{"a":"No role"}', /the value of "a" must be/],
    ['{" ":"Manager"}', /the value of " " must be/],
    ['{}', /belong together/],
  ])('is refused with a sentence that says what to do: %s', (text, reason) => {
    expect(() => mapOf(text)).toThrow(ConfigurationError);
    expect(() => mapOf(text)).toThrow(reason);
    expect(() => mapOf(text)).toThrow(/^OIDC_ROLE/);
  });
});

describe('refuses', () => {
  it.each([
    ['PORT', '70000'],
    ['PUBLIC_URL', 'ftp://example.com'],
    ['DATABASE_URL', 'localhost'],
    ['DATABASE_POOL_URL', 'postgres://pooler.example.com/sessions'],
    ['DATABASE_READ_URL', 'postgres://replica.example.com/sessions'],
    ['AUTH_SECRET', 'too short'],
    ['ADMIN_PASSWORD', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, localhost'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['AUTH_SECRET', 'a'.repeat(40)],
    ['AUTH_SECRET', 'too short'],
    ['SMTP_URL', 'http://mail.example.com'],
    ['SMTP_URL', 'smtp://mail.example.com'],
    ['MAIL_FROM', 'AI Sessions'],
    ['METRICS_TOKEN', 'too short'],
    ['METRICS_TOKEN', 'with a blank that no header has'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
    ['MAIL_FROM', 'a@example.com>\r\nBcc: <b@example.com'],
  ])('%s=%s, in a line that names it and says what it is for', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(ConfigurationError);
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name} cannot be used`));
  });

  it('several at once, a line each', () => {
    try {
      read({ PORT: 'x', LOG_LEVEL: 'x' });
      expect.unreachable();
    } catch (error) {
      expect(String(error).split('\n')).toHaveLength(2);
    }
  });
});
