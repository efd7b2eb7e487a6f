import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, makeKey, makeUser, onDatabase, passwordOf, send } from './support/callers.ts';
import { linkIn, type MailServer, startMailServer } from './support/mail-server.ts';
import { basic, freePort, type RunningService, startService, until } from './support/service.ts';

const PUBLIC_URL = 'https://sessions.example.com';
const NEW_PASSWORD = 'a whole new password';

let database: TestDatabase;
let mail: MailServer;
let service: RunningService;

const start = async (settings: Readonly<Record<string, string>> = {}) =>
  startService({
    DATABASE_URL: database.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'AI Sessions <no-reply@example.com>',
    PUBLIC_URL,
    PORT: await freePort(),
    TRUSTED_PROXIES: '127.0.0.1',
    ...settings,
  });

beforeAll(async () => {
  [database, mail] = await Promise.all([createTestDatabase(), startMailServer()]);
  service = await start();
});

afterAll(async () => {
  await service.stop();
  await mail.stop();
  await database.drop();
});

let addresses = 0;
/** An address that nobody has used. */
function somewhere(): string {
  addresses++;
  return `10.2.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
}

function forgot(
  emailAddress: string,
  address = somewhere(),
  headers: Record<string, string> = {},
  at = service,
) {
  return at.request('/auth/forgot-password', {
    json: { emailAddress },
    authorization: null,
    headers: { 'x-forwarded-for': address, ...headers },
  });
}

function recover(token: string, newPassword = NEW_PASSWORD, more: object = {}) {
  return service.request('/auth/recover', { json: { token, newPassword, ...more }, authorization: null });
}

const isOpenTo = async (credentials: Readonly<Record<string, string>>) =>
  (await send(service, credentials, '/ai/sessions?countPerPage=1')).status === 200;

const administrator = () => makeUser(service, ['SystemAdministrator']);

/** A user with a link that was mailed to them. */
async function somebodyWithLink() {
  const user = await administrator();
  expect((await forgot(user.emailAddress)).status).toBe(204);
  return { user, ...linkIn(await mail.next()) };
}

const BAD_LINK = {
  errorCode: 'InvalidValue',
  message: 'This link was used before, or is too old. Ask for a new one.',
};

describe('whoever forgot their password', () => {
  it('gets a link by mail, and with it a new password, once', async () => {
    const { user, link, token } = await somebodyWithLink();
    expect(mail.messages.at(-1)?.to).toEqual([user.emailAddress]);
    expect(link).toBe(`${PUBLIC_URL}/login/recover#token=${token}`);
    expect(token).toMatch(/^[\w-]{43}$/);
    const answer = await recover(token);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await isOpenTo(passwordOf(user))).toBe(false);
    expect(await isOpenTo({ authorization: basic(user.emailAddress, NEW_PASSWORD) })).toBe(true);
    expect((await recover(token)).body.responseStatus).toMatchObject(BAD_LINK);
  });

  it('has every sign-in, token and other link ended by it, and keeps the API keys', async () => {
    const user = await administrator();
    const cookies = await cookiesOf(service, user);
    const { body } = await service.request(`/auth/token?userId=${user.id}`);
    const token = { authorization: `Bearer ${body.authToken}` };
    const key = await makeKey(service, user);
    const links: string[] = [];
    for (let count = 0; count < 2; count++) {
      await forgot(user.emailAddress);
      links.push(linkIn(await mail.next()).token);
    }
    for (const credentials of [cookies, token, key.credentials])
      expect(await isOpenTo(credentials)).toBe(true);
    expect((await recover(links[1] ?? '')).status).toBe(204);
    expect(await isOpenTo(cookies)).toBe(false);
    expect(await isOpenTo(token)).toBe(false);
    expect(await isOpenTo(key.credentials)).toBe(true);
    expect((await recover(links[0] ?? '')).body.responseStatus).toMatchObject(BAD_LINK);
  });

  it('is let in again where too many failures had kept them out', async () => {
    const { user, token } = await somebodyWithLink();
    const headers = { 'x-forwarded-for': somewhere() };
    const signIn = (password: string) =>
      send(service, { authorization: basic(user.emailAddress, password) }, '/auth/status', { headers });
    for (let count = 0; count < 11; count++) await signIn(`guess ${count}`);
    expect((await signIn('plum tractor violin')).status).toBe(429);
    const json = { token, newPassword: NEW_PASSWORD };
    expect((await send(service, {}, '/auth/recover', { json, headers })).status).toBe(204);
    expect((await signIn(NEW_PASSWORD)).status).toBe(200);
  });
});

describe('a link', () => {
  it('works for one of those who use it at once', async () => {
    const { token } = await somebodyWithLink();
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await recover(token)).status));
    expect(statuses.sort()).toEqual([204, ...Array(7).fill(400)]);
  });

  it('does not work when it is too old, wrong, of somebody else or of somebody who was disabled', async () => {
    const { user, token } = await somebodyWithLink();
    for (const bad of ['x', 'A'.repeat(43), `${token}A`]) {
      const { status, body } = await recover(bad);
      expect([status, body.responseStatus.errorCode]).toEqual([400, 'InvalidValue']);
    }
    expect((await recover(token, NEW_PASSWORD, { emailAddress: 'else@example.com' })).status).toBe(400);
    await onDatabase(database.url, 'UPDATE password_recovery SET date_expires = now() WHERE user_id = $1', [
      user.id,
    ]);
    expect((await recover(token)).body.responseStatus).toMatchObject(BAD_LINK);
    expect(await isOpenTo(passwordOf(user))).toBe(true);
    const other = await somebodyWithLink();
    await service.request(`/users/${other.user.id}`, { method: 'PATCH', json: { disabled: true } });
    expect((await recover(other.token)).body.responseStatus).toMatchObject(BAD_LINK);
  });

  it('still works after a password that was too short', async () => {
    const { user, token } = await somebodyWithLink();
    const short = await recover(token, 'short');
    expect([short.status, short.body.responseStatus.errorCode]).toEqual([400, 'MinimumLength']);
    const emailAddress = user.emailAddress.toUpperCase();
    expect((await recover(token, NEW_PASSWORD, { emailAddress })).status).toBe(204);
  });

  it('ends with the password that it was made for', async () => {
    const { user, token } = await somebodyWithLink();
    const json = { newPassword: 'another password' };
    expect((await service.request(`/users/${user.id}`, { method: 'PATCH', json })).status).toBe(200);
    expect((await recover(token)).status).toBe(400);
  });

  it('is stored only as a hash, and gets into no log', async () => {
    const { user, token } = await somebodyWithLink();
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query(
      `SELECT encode(token_hash, 'hex') AS hash, date_expires - date_created AS lifetime, row_to_json(r)::text AS row
       FROM password_recovery r WHERE user_id = $1`,
      [user.id],
    );
    await client.end();
    expect(rows).toMatchObject([
      { hash: createHash('sha256').update(token).digest('hex'), lifetime: { hours: 1 } },
    ]);
    expect(rows[0].row).not.toContain(token);
    await recover(token);
    expect(service.output()).not.toContain(token);
  });
});

describe('asking for a link', () => {
  const answerTo = async (emailAddress: string, address?: string, at?: RunningService) => {
    const { status, text, headers } = await forgot(emailAddress, address, {}, at);
    const names = [...headers.keys()].sort();
    return { status, text: text.replace(/\d+ minutes?/, 'N minutes'), names };
  };

  it('is answered alike for a user, for nobody and for somebody disabled, who get no mail', async () => {
    const [user, disabled] = [await administrator(), await administrator()];
    await service.request(`/users/${disabled.id}`, { method: 'PATCH', json: { disabled: true } });
    const received = mail.messages.length;
    const elsewhere = await start();
    const answers = [];
    for (const emailAddress of [
      user.emailAddress,
      'nobody@example.com',
      'no address',
      disabled.emailAddress,
    ]) {
      answers.push(await answerTo(emailAddress, undefined, elsewhere));
    }
    expect(answers).toEqual(Array(4).fill({ ...answers[0], status: 204 }));
    // A service that stops sends what it still has to send.
    await elsewhere.stop();
    expect(mail.messages.slice(received).map(({ to }) => to)).toEqual([[user.emailAddress]]);
    await mail.next();
  });

  it('floods no mailbox, whether there is such a user or not', async () => {
    const user = await administrator();
    const sequenceFor = async (emailAddress: string) => {
      const answers = [];
      for (let count = 0; count < 5; count++) answers.push(await answerTo(emailAddress));
      return answers;
    };
    const answers = await sequenceFor(user.emailAddress);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 429, 429]);
    expect(answers[3]?.names).toContain('retry-after');
    expect(await sequenceFor('stranger@example.com')).toEqual(answers);
    for (let count = 0; count < 3; count++) expect((await mail.next()).to).toEqual([user.emailAddress]);
  });

  it('is bounded by address', async () => {
    const address = somewhere();
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++)
      statuses.push((await answerTo(`user-${count}@x.example`, address)).status);
    expect(statuses).toEqual([...Array(10).fill(204), 429]);
    expect((await answerTo('user-0@x.example')).status).toBe(204);
  });

  it('is not for pages of other sites, nor is using the link', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await forgot('ann@example.com', undefined, headers)).status).toBe(403);
    const json = { token: 'A'.repeat(43), newPassword: NEW_PASSWORD };
    expect((await send(service, {}, '/auth/recover', { json, headers })).status).toBe(403);
  });

  it('wants an address', async () => {
    expect((await forgot(' ')).body.responseStatus).toMatchObject({ errorCode: 'NotEmpty' });
  });
});

it('whoever has the machine makes a link with a command, when nobody else can', async () => {
  const user = await administrator();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'commands/recovery-link.ts', '--user', user.emailAddress],
    {
      cwd: join(import.meta.dirname, '..'),
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database.url, PUBLIC_URL },
    },
  );
  expect(status, stderr).toBe(0);
  const [, token = ''] =
    /^https:\/\/sessions\.example\.com\/login\/recover#token=([\w-]{43})\n$/.exec(stdout) ?? [];
  expect((await recover(token)).status).toBe(204);
});

describe('a system administrator', () => {
  const linkFor = (userId: string, credentials?: Readonly<Record<string, string>>) =>
    service.request(`/users/${userId}/recovery-link`, {
      method: 'POST',
      ...(credentials && { authorization: null, headers: credentials }),
    });

  it('makes a link for a user, who sets a password with it', async () => {
    const user = await administrator();
    const { status, body } = await linkFor(user.id);
    expect([status, body.link]).toEqual([200, `${PUBLIC_URL}/login/recover#token=${body.token}`]);
    expect(Date.parse(body.dateExpires)).toBeGreaterThan(Date.now());
    expect((await recover(body.token)).status).toBe(204);
    expect(await isOpenTo({ authorization: basic(user.emailAddress, NEW_PASSWORD) })).toBe(true);
  });

  it('gets none for nobody or somebody disabled, and none with a key that is limited to accounts', async () => {
    const user = await administrator();
    expect((await linkFor('none')).status).toBe(404);
    await service.request(`/users/${user.id}`, { method: 'PATCH', json: { disabled: true } });
    expect((await linkFor(user.id)).status).toBe(409);
    const account = await service.request('/accounts', { json: { name: 'Northwind' } });
    const key = await makeKey(service, await administrator(), { accountIds: [account.body.id] });
    expect((await linkFor((await administrator()).id, key.credentials)).status).toBe(403);
  });
});

it('says so when the mail server is away, in the log and not in the answer', async () => {
  const elsewhere = await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
  try {
    const { emailAddress } = await administrator();
    const { status } = await elsewhere.request('/auth/forgot-password', {
      json: { emailAddress },
      authorization: null,
    });
    expect(status).toBe(204);
    await until(async () => elsewhere.output().includes('failed to send an e-mail'));
    expect(elsewhere.output()).not.toContain('token=');
  } finally {
    expect(await elsewhere.stop()).toBe(0);
  }
});

it('tells to ask an administrator where no mail is sent', async () => {
  const silent = await startService({ DATABASE_URL: database.url });
  try {
    const options = { json: { emailAddress: 'ann@example.com' }, authorization: null };
    const answer = await silent.request('/auth/forgot-password', options);
    expect([answer.status, answer.body.responseStatus.message]).toEqual([
      404,
      expect.stringContaining('Ask a system administrator'),
    ]);
    const page = await silent.request('/login/forgot', {
      authorization: null,
      headers: { accept: 'text/html' },
    });
    expect(page.text).toContain('Ask a system administrator for a link');
    const { id } = await administrator();
    const { body } = await silent.request(`/users/${id}/recovery-link`, { method: 'POST' });
    expect(body.link).toBe(`/login/recover#token=${body.token}`);
  } finally {
    await silent.stop();
  }
});
