import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createAccount,
  createFunction,
  createSession,
  createUser,
  type Database,
  type Db,
  type FunctionValues,
  findFunctionByName,
  findSession,
  findUserByEmail,
  listAccounts,
  listFunctions,
  listSessions,
  listUsers,
  migrate,
  openDatabase,
  queueActions,
  unwrap,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');
const BY = { userName: 'test', operation: 'test' };
/** More sessions than are compared with a text one by one, so that the indexes are asked. */
const CROWD = 6_000;

const NFC = 'Caf\u00e9 Ren\u00e9e \u1e69 \uac00 \u304c';
const NFD = NFC.normalize('NFD');
/** A letter with two marks in the wrong order, and a sign that has another code of its own: in no form. */
const MIXED = 'Caf\u0065\u0301 Ren\u00e9e s\u0307\u0323 \u1100\u1161 \u304b\u3099';
const FORMS = [NFC, NFD, MIXED];

let testDatabase: TestDatabase;
let database: Database;
let db: Db;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog, unhurried: true });
  db = database.db;
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const functionNamed = (name: string): FunctionValues => ({
  name,
  title: 'Do it',
  parameters: '{}',
  risk: 'Ordinary',
  accountArguments: [],
  objectArguments: [],
  accountIds: [],
  judgeIds: [],
  needsSecondPerson: false,
  method: 'POST',
  url: 'https://example.com',
  headers: {},
  timeoutSeconds: 20,
  honoursIdempotencyKey: false,
  enabled: true,
});

it('finds text in whichever form it was sent and is looked for, and keeps it as it was sent', async () => {
  const made: string[] = [];
  for (const form of FORMS) {
    const record = await createSession(db, 'all', { purpose: `About ${form}`, by: BY });
    made.push(record?.session.id ?? '');
    expect(record?.session.purpose).toBe(`About ${form}`);
    expect((await createAccount(db, { name: form, by: BY }))?.name).toBe(form);
  }
  const inActions: string[] = [];
  for (const form of FORMS) {
    for (const json of [JSON.stringify({ text: form }), asciiJson({ text: form.normalize('NFD') })]) {
      const id = (await createSession(db, 'all', { by: BY }))?.session.id ?? '';
      const proposals = [{ functionName: 'say', arguments: json }];
      await queueActions(db, 'all', { sessionId: id, proposals, by: BY });
      inActions.push(id);
    }
  }
  const search = async () => {
    for (const text of FORMS) {
      const found = unwrap(await listSessions(db, 'all', { text, countPerPage: 100 }));
      expect(found.items.map(({ id }) => id).sort()).toEqual([...made, ...inActions].sort());
      expect(found.totalCount).toBe(made.length + inActions.length);
      const accounts = unwrap(await listAccounts(db, 'all', { nameFilter: text, sortField: 'name' }));
      expect(accounts.items.map(({ name }) => name)).toEqual(FORMS);
    }
    // A letter with a mark is another letter in all forms, as it is in one.
    expect(unwrap(await listSessions(db, 'all', { text: 'About Cafe' })).items).toEqual([]);
    expect(unwrap(await listSessions(db, 'all', { text: 'N\u00c9E' })).totalCount).toBe(9);
  };
  await search();
  await database.pool.query(`BEGIN; SELECT audit_as('{"silent":true}');
    INSERT INTO ai_session (purpose, created_by, last_modified_by)
      SELECT 'Nothing of the sort ' || n, 'a', 'a' FROM generate_series(1, ${CROWD}) n;
    COMMIT; ANALYZE`);
  await search();
});

it('has one function of a name, whichever form its name and the action have', async () => {
  expect(unwrap(await createFunction(db, functionNamed(NFD), BY)).info.name).toBe(NFD);
  for (const form of FORMS) {
    expect(await createFunction(db, functionNamed(form), BY)).toEqual({ ok: false, reason: 'nameTaken' });
    expect((await findFunctionByName(db, form))?.info.name).toBe(NFD);
    expect(unwrap(await listFunctions(db, 'all', { nameFilter: form })).items).toHaveLength(1);
    const id = (await createSession(db, 'all', { by: BY }))?.session.id ?? '';
    await queueActions(db, 'all', { sessionId: id, proposals: [{ functionName: form }], by: BY });
    const record = await findSession(db, 'all', id);
    expect(record?.actions[0]?.functionName).toBe(form);
    expect(record?.functions.map(({ info }) => info.name)).toEqual([NFD]);
  }
});

it('knows a user however the name was typed', async () => {
  const id = unwrap(
    await createUser(db, {
      emailAddress: 'kim@example.com',
      firstName: NFD,
      roles: [],
      accountIds: [],
      by: BY,
    }),
  );
  for (const typed of [
    ' kim@example.com ',
    'KIM@Example.com',
    '\uff4b\uff49\uff4d\uff20\uff45xample.com\u3000',
  ]) {
    expect((await findUserByEmail(db, typed))?.id).toBe(id);
  }
  expect(unwrap(await listUsers(db, 'all', { emailFilter: 'kim@' })).items[0]?.firstName).toBe(NFD);
});

it('brings any text into the form that Node knows too', async () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom(...MIXED, ...NFD, 'a', ' ', '\u212b', '\u0323'), SAFE),
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 50 }), async (texts) => {
      const { rows } = await database.pool.query<{ form: string }>(
        'SELECT nfc(t) AS form FROM unnest($1::text[]) WITH ORDINALITY AS x (t, n) ORDER BY n',
        [texts],
      );
      expect(rows.map(({ form }) => form)).toEqual(texts.map((one) => one.normalize('NFC')));
    }),
    { numRuns: 30 },
  );
});

/** What nfc() leaves as it is without asking. */
const UNCHANGED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as nfc() has it
  /[\u0001-\u02ff\u2010-\u2027\u20a0-\u20bf\u0400-\u0482\u048a-\u052f\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d\u{1f300}-\u{1faff}]/u;
const SAFE = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((one) => !one.includes('\0'));

it('passes over characters only that no normalisation changes, alone or beside another', () => {
  for (let code = 1; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (!UNCHANGED.test(character)) continue;
    // Marks are what is put in order and joined with the letter before; jamo are joined without being marks.
    expect(/[\p{M}\u1100-\u11ff]/u.test(character), code.toString(16)).toBe(false);
    expect(character.normalize('NFC'), code.toString(16)).toBe(character);
  }
});

it('tells functions apart whose names had been in two forms before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-forms-'));
  const earlier = await createTestDatabase({ empty: true });
  try {
    await cp(MIGRATIONS, folder, { recursive: true });
    const later = '20261128220000_one_unicode_form';
    await rm(join(folder, later), { recursive: true });
    await migrate(earlier.url, { folder, log: quietLog });
    const client = new pg.Client(earlier.url);
    await client.connect();
    try {
      for (const name of [NFD, NFC]) {
        await client.query(
          `INSERT INTO ai_function (name, title, parameters, risk, target, created_by, last_modified_by)
           SELECT $1, 'Do it', '{}', 'Ordinary', 'BuiltIn', 'test', 'test' FROM audit_as('{"silent":true}')`,
          [name],
        );
      }
      await migrate(earlier.url, { folder: MIGRATIONS, log: quietLog });
      const { rows } = await client.query(
        "SELECT id, name FROM ai_function WHERE created_by = 'test' ORDER BY id",
      );
      expect(rows.map(({ name }) => name)).toEqual([NFD, `${NFC} ${rows[1].id}`]);
    } finally {
      await client.end();
    }
  } finally {
    await earlier.drop();
    await rm(folder, { recursive: true });
  }
});

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
