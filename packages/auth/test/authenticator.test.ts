import { ApiError } from '@ai-sessions/contract';
import {
  createUser,
  type Database,
  type Db,
  findUserByEmail,
  listAuditEvents,
  openDatabase,
  unwrap,
} from '@ai-sessions/db';
import { createTestDatabase, quietLog, type TestDatabase } from '@ai-sessions/db/testing';
import { hash, verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authenticator, createAuthenticator, createSignInThrottle } from '../src/index.ts';

const PASSWORD = 'tied twelve knots';

let testDatabase: TestDatabase;
let database: Database;
let db: Db;
let authenticator: Authenticator;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  db = database.db;
  authenticator = createAuthenticator({
    db,
    throttle: createSignInThrottle(database.pool),
    secret: 'a secret of more than thirty-two characters',
    secureCookies: false,
  });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

describe('a password that was hashed with other parameters', () => {
  let users = 0;
  async function somebody(): Promise<string> {
    users++;
    const emailAddress = `somebody-${users}@example.com`;
    await createUser(db, {
      emailAddress,
      passwordHash: await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 }),
      roles: [],
      accountIds: [],
      by: { userName: 'test', operation: 'test' },
    });
    return emailAddress;
  }

  const signIn = (emailAddress: string, password: string) =>
    authenticator.signIn({ emailAddress, password }, { address: '10.0.0.1' });
  const hashOf = async (emailAddress: string) => (await findUserByEmail(db, emailAddress))?.passwordHash;
  const events = async () => unwrap(await listAuditEvents(db, {})).totalCount;

  it('is hashed anew when its user signs in, and stays the same, without an event', async () => {
    const emailAddress = await somebody();
    const before = await hashOf(emailAddress);
    await signIn(emailAddress, 'wrong');
    expect(await hashOf(emailAddress)).toBe(before);
    const known = await events();
    expect(await signIn(emailAddress, PASSWORD)).toBeDefined();
    const after = await hashOf(emailAddress);
    expect(after).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await events()).toBe(known);
    authenticator.forget();
    expect(await signIn(emailAddress, PASSWORD)).toBeDefined();
    expect(await hashOf(emailAddress)).toBe(after);
  });

  it('of letters in whichever form they were typed, is found in all of them, and then hashed in one', async () => {
    const password = 'Cr\u00e8me br\u00fbl\u00e9e';
    for (const hashed of [password, password.normalize('NFD')]) {
      for (const typed of [password, password.normalize('NFD')]) {
        users++;
        const emailAddress = `somebody-${users}@example.com`;
        const passwordHash = await hash(hashed, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
        const by = { userName: 'test', operation: 'test' };
        await createUser(db, { emailAddress, passwordHash, roles: [], accountIds: [], by });
        expect(await signIn(emailAddress, 'Creme brulee')).toBeUndefined();
        expect(await signIn(emailAddress, typed)).toBeDefined();
        const after = (await hashOf(emailAddress)) ?? '';
        expect(await verify(after, password)).toBe(true);
        expect(after === passwordHash).toBe(hashed === password);
      }
    }
    // One with a letter of full width, which is no longer what is hashed.
    users++;
    const emailAddress = `somebody-${users}@example.com`;
    const by = { userName: 'test', operation: 'test' };
    const passwordHash = await hash('\uff50lum tractor', { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await createUser(db, { emailAddress, passwordHash, roles: [], accountIds: [], by });
    expect(await signIn(emailAddress, '\uff50lum tractor')).toBeDefined();
    authenticator.forget();
    expect(await signIn(emailAddress, 'plum tractor')).toBeDefined();
  });

  it('lets its user in also when it cannot be stored', async () => {
    const emailAddress = await somebody();
    const before = await hashOf(emailAddress);
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM user_account WHERE email_address = $1 FOR UPDATE', [emailAddress]);
      expect(await signIn(emailAddress, PASSWORD)).toBeDefined();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    expect(await hashOf(emailAddress)).toBe(before);
  });
});

it('turns away at once whoever would wait too long for their password to be hashed', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      authenticator
        .signIn({ emailAddress: `crowd-${index}@example.com`, password: 'x' }, { address: `10.1.0.${index}` })
        .catch((error: unknown) => error),
    ),
  );
  const turnedAway = outcomes.filter(
    (outcome) => outcome instanceof ApiError && outcome.code === 'Overloaded',
  );
  expect(turnedAway.length).toBeGreaterThan(0);
  expect(turnedAway.length).toBeLessThan(outcomes.length);
  expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(200 - turnedAway.length);
});
