import { hashPassword, newApiKey } from '@ai-sessions/auth';
import {
  createUser,
  type Database,
  type Db,
  findUserByEmail,
  openDatabase,
  storeApiKey,
} from '@ai-sessions/db';
import { createTestDatabase, quietLog, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic, type RunningService, startService } from './support/service.ts';
import { signIn } from './support/sign-in.ts';

const PASSWORD = 'tied twelve knots';
const TEST = { userName: 'test', operation: 'test' };

let testDatabase: TestDatabase;
let database: Database;
let db: Db;
let service: RunningService;
let passwordHash: string;

/** A service on the database of this file, to which 127.0.0.1 is a proxy: tests are clients of any address. */
const start = () => startService({ DATABASE_URL: testDatabase.url, TRUSTED_PROXIES: '127.0.0.1' });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  service = await start();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  db = database.db;
  passwordHash = await hashPassword(PASSWORD);
});

afterAll(async () => {
  await service.stop();
  await database.close();
  await testDatabase.drop();
});

let addresses = 0;
/** An address that nobody has used. */
function somewhere(): string {
  addresses++;
  return `10.0.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
}

let users = 0;
/** A user with the role, and the right password: each has failures of their own. */
async function somebody(): Promise<{ readonly userName: string; readonly password: string }> {
  users++;
  const userName = `somebody-${users}@example.com`;
  await createUser(db, {
    emailAddress: userName,
    passwordHash,
    roles: ['SystemAdministrator'],
    accountIds: [],
    by: TEST,
  });
  return { userName, password: PASSWORD };
}

interface Attempt {
  readonly userName?: string;
  readonly password?: string;
  readonly address: string;
  readonly at?: RunningService;
}

interface Outcome {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly errorCode: string | undefined;
  readonly message: string | undefined;
}

type Way = (attempt: Required<Attempt>) => Promise<Outcome>;

async function outcomeOf({
  status,
  headers,
  text,
}: {
  status: number;
  headers: Headers;
  text: string;
}): Promise<Outcome> {
  const body = status === 200 ? {} : JSON.parse(text);
  const block = body.responseStatus ?? body.error?.data.responseStatus;
  return {
    status,
    retryAfter: headers.get('retry-after'),
    errorCode: block?.errorCode,
    message: block?.message,
  };
}

const credentials: Way = async ({ userName, password, address, at }) =>
  outcomeOf(
    await at.request('/auth/credentials', {
      json: { userName, password },
      authorization: null,
      headers: { 'x-forwarded-for': address },
    }),
  );

const ways: Readonly<Record<string, Way>> = {
  'POST /auth/credentials': credentials,
  'HTTP Basic': async ({ userName, password, address, at }) =>
    outcomeOf(
      await at.request('/ai/sessions?countPerPage=1', {
        authorization: basic(userName, password),
        headers: { 'x-forwarded-for': address },
      }),
    ),
  tRPC: async ({ userName, password, address, at }) =>
    outcomeOf(
      await at.request('/api/trpc/auth.signIn', {
        json: { userName, password },
        authorization: null,
        headers: { 'x-forwarded-for': address },
      }),
    ),
  'the sign-in page': async ({ userName, password, address, at }) => {
    const headers = { 'x-forwarded-for': address };
    const { answer } = await signIn(at, password, { emailAddress: userName, headers });
    return outcomeOf({ status: answer.status, headers: answer.headers, text: await answer.text() });
  },
};

let guesses = 0;
/** Tries a password that nobody has, of the administrator, unless told otherwise. */
function attempt(given: Attempt, way: Way = credentials): Promise<Outcome> {
  guesses++;
  return way({ userName: ADMIN_EMAIL, password: `guess ${guesses}`, at: service, ...given });
}

/** Guesses until it is turned away; how many guesses were let pass. */
async function guess(next: () => Promise<Outcome>): Promise<{ passed: number; last: Outcome }> {
  for (let passed = 0; passed < 30; passed++) {
    const last = await next();
    if (last.status !== 401) return { passed, last };
  }
  throw new Error('Thirty guesses were let pass.');
}

describe.each(Object.entries(ways))('guessing by %s', (_, way) => {
  it('one password of many users is stopped before the thirtieth, and says for how long', async () => {
    const address = somewhere();
    const { passed, last } = await guess(() => attempt({ userName: `user-${guesses}`, address }, way));
    expect(passed).toBe(28);
    expect(last).toMatchObject({ status: 429, errorCode: 'TooManyRequests' });
    expect(last.message).toMatch(/^Too many failed sign-ins\. Wait \d+ minutes, then try again\.$/);
    expect(last.retryAfter).toMatch(/^\d+$/);
    expect(Number(last.retryAfter)).toBeGreaterThan(0);
    expect(Number(last.retryAfter)).toBeLessThanOrEqual(15 * 60);
  });

  it('many passwords of one user is stopped, also for the right one, while everyone elsewhere signs in', async () => {
    const right = await somebody();
    const address = somewhere();
    const { passed } = await guess(() => attempt({ userName: right.userName, address }, way));
    expect(passed).toBe(10);
    expect((await attempt({ ...right, address }, way)).status).toBe(429);
    expect((await attempt({ ...right, address: somewhere() }, way)).status).toBe(200);
    const admin = { userName: ADMIN_EMAIL, password: ADMIN_PASSWORD };
    expect((await attempt({ ...admin, address: somewhere() }, way)).status).toBe(200);
  });
});

it('counts every way of signing in together, and a user name in any case', async () => {
  const right = await somebody();
  const address = somewhere();
  const all = Object.values(ways);
  const { passed } = await guess(() => {
    const userName = guesses % 2 === 0 ? right.userName : right.userName.toUpperCase();
    return attempt({ userName, address }, all[guesses % all.length]);
  });
  expect(passed).toBe(10);
});

it('answers guesses for users that exist and for those that do not alike', async () => {
  const right = await somebody();
  const sequenceFor = async (userName: string) => {
    const address = somewhere();
    const outcomes: Omit<Outcome, 'retryAfter'>[] = [];
    for (let count = 0; count < 15; count++) {
      const { retryAfter, ...outcome } = await attempt({ userName, address });
      expect(retryAfter !== null).toBe(outcome.status === 429);
      outcomes.push(outcome);
    }
    return outcomes;
  };
  expect(await sequenceFor(right.userName)).toEqual(await sequenceFor('nobody@example.com'));
});

it('lets no more guesses pass when they come at once', async () => {
  const address = somewhere();
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, index) => attempt({ userName: `user-${index}`, address })),
  );
  const statuses = outcomes.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(28);
  expect(statuses.filter((status) => status === 429)).toHaveLength(32);
});

it('counts the addresses of one IPv6 network as one', async () => {
  const right = await somebody();
  const { passed } = await guess(() =>
    attempt({ userName: right.userName, address: `2001:db8:7:7::${guesses.toString(16)}` }),
  );
  expect(passed).toBe(10);
  expect((await attempt({ ...right, address: '2001:db8:7:8::1' })).status).toBe(200);
});

it('forgets the failures of a user who gets it right', async () => {
  const right = await somebody();
  const address = somewhere();
  for (let count = 0; count < 9; count++)
    expect((await attempt({ userName: right.userName, address })).status).toBe(401);
  expect((await attempt({ ...right, address })).status).toBe(200);
  for (let count = 0; count < 9; count++)
    expect((await attempt({ userName: right.userName, address })).status).toBe(401);
  expect((await attempt({ ...right, address })).status).toBe(200);
});

it('keeps nobody out of an address from which they have signed in, for what others do there', async () => {
  const right = await somebody();
  const address = somewhere();
  expect((await attempt({ ...right, address })).status).toBe(200);
  await guess(() => attempt({ userName: `user-${guesses}`, address }));
  expect((await attempt({ ...right, address })).status).toBe(200);
  expect((await attempt({ userName: right.userName, address })).status).toBe(429);
  expect((await attempt({ userName: ADMIN_EMAIL, password: ADMIN_PASSWORD, address })).status).toBe(429);
});

it('slows down guesses from everywhere, and still lets the user in where they have been before', async () => {
  const right = await somebody();
  const { userName } = right;
  const home = somewhere();
  expect((await attempt({ ...right, address: home })).status).toBe(200);
  for (let bot = 0; bot < 10; bot++) {
    const address = somewhere();
    await Promise.all(Array.from({ length: 10 }, () => attempt({ userName, address })));
  }
  expect((await attempt({ ...right, address: somewhere() })).status).toBe(429);
  expect((await attempt({ ...right, address: home })).status).toBe(200);
});

it('does not let a password be found by asking until it is the one that somebody uses at the moment', async () => {
  const right = await somebody();
  const address = somewhere();
  const byBasic = ways['HTTP Basic'];
  expect((await attempt({ ...right, address }, byBasic)).status).toBe(200);
  await guess(() => attempt({ userName: right.userName, address }, byBasic));
  expect((await attempt({ ...right, address }, byBasic)).status).toBe(429);
});

it('remembers across processes and restarts', async () => {
  const right = await somebody();
  const address = somewhere();
  await guess(() => attempt({ userName: right.userName, address }));
  const other = await start();
  try {
    expect((await attempt({ ...right, address, at: other })).status).toBe(429);
  } finally {
    await other.stop();
  }
  const restarted = await start();
  try {
    expect((await attempt({ ...right, address, at: restarted })).status).toBe(429);
  } finally {
    await restarted.stop();
  }
});

it('stores no user name and no address', async () => {
  const rows = await db.prisma.signInThrottle.findMany({ select: { key: true } });
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).toMatch(/^(?:user-address|address|user|familiar):[\w-]{43}$/);
});

it('is not asked for API keys and passwords just used, and while it cannot be asked, says so', async () => {
  const right = await somebody();
  const address = somewhere();
  const user = await findUserByEmail(db, right.userName);
  const { key, prefix, hash } = newApiKey();
  await storeApiKey(db, {
    userId: user?.id ?? '',
    name: 'test',
    prefix,
    hash,
    kind: 'Integration',
    roles: [],
    accountIds: [],
    by: TEST,
  });
  const withHeader = (authorization: string) =>
    service.request('/ai/sessions?countPerPage=1', {
      authorization,
      headers: { 'x-forwarded-for': address },
    });
  expect((await withHeader(basic(right.userName, right.password))).status).toBe(200);
  // Not one of the pool: those lose their lock when they stay idle for too long.
  const client = new pg.Client(testDatabase.url);
  await client.connect();
  try {
    await client.query('BEGIN; LOCK TABLE sign_in_throttle IN ACCESS EXCLUSIVE MODE');
    expect((await withHeader(`Bearer ${key}`)).status).toBe(200);
    expect((await withHeader(basic(right.userName, right.password))).status).toBe(200);
    const outcomes = await Promise.all(Object.values(ways).map((way) => attempt({ address }, way)));
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 503, errorCode: 'DatabaseUnavailable' });
      expect(outcome.retryAfter).toMatch(/^\d+$/);
    }
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
  expect((await attempt({ address })).status).toBe(401);
});
