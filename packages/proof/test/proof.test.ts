import { randomBytes } from 'node:crypto';
import { AISessionEvidence } from '@ai-sessions/contract';
import {
  beginErasure,
  changeSession,
  completeErasure,
  createSession,
  createUser,
  type Database,
  exportAuditProof,
  exportHeads,
  judgeAction,
  openBrowserSession,
  openDatabase,
  queueActions,
  recordEvent,
  unwrap,
} from '@ai-sessions/db';
import { createTestDatabase, quietLog, type TestDatabase } from '@ai-sessions/db/testing';
import { createVault } from '@ai-sessions/outbound';
import {
  EVIDENCE,
  Fault,
  type Head,
  publicKeyOf,
  readHeads,
  verifyEvidence,
  verifyProof,
  write,
} from '@ai-sessions/verify';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditKeys, createAuditKeys, makeSessionEvidence, sealAudit } from '../src/index.ts';

const admin = { userName: 'admin@example.com', operation: 'Test' };

let test: TestDatabase;
let database: Database;
let client: pg.Client;
let keys: AuditKeys;
let sessionId: string;
let annId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.url, log: quietLog });
  client = new pg.Client(test.url);
  await client.connect();
  keys = createAuditKeys(database.db, createVault('a secret of 32 characters or more'));
  annId = unwrap(
    await createUser(database.db, {
      emailAddress: 'ann@example.com',
      firstName: 'Ann',
      lastName: 'Lind',
      roles: ['SystemAdministrator'],
      accountIds: [],
      by: admin,
    }),
  );
  unwrap(
    await createUser(database.db, {
      emailAddress: 'admin@example.com',
      roles: ['SystemAdministrator'],
      accountIds: [],
      by: { ...admin, userId: annId, userName: 'ann@example.com' },
    }),
  );
  sessionId = await judgedSession(5);
});

afterAll(async () => {
  await client.end();
  await database.close();
  await test.drop();
});

/** A session whose actions Ann judged one after the other, in a browser in which she had signed in. */
async function judgedSession(actions: number): Promise<string> {
  const { db } = database;
  const ann = { userId: annId, userName: 'ann@example.com', address: '198.51.100.7' };
  const agent = { userName: 'agent@example.com', way: 'apiKey', apiKeyId: 'k', operation: 'NewAISession' };
  const made = await createSession(db, 'all', { purpose: 'Tidy up “Zoë”', by: agent });
  const id = made?.session.id ?? '';
  const proposals = Array.from({ length: actions }, (_, n) => ({
    functionName: 'setSessionPurpose',
    arguments: `{"purpose":"${n}"}`,
  }));
  await queueActions(db, 'all', {
    sessionId: id,
    proposals,
    by: { ...agent, operation: 'NewAISessionAction' },
  });
  await openBrowserSession(db, {
    userId: annId,
    lifetimeSeconds: 60,
    by: { ...ann, way: 'password', operation: 'Authenticate' },
  });
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM ai_session_action WHERE session_id = $1 ORDER BY position',
    [id],
  );
  for (const [n, action] of rows.slice(0, 5).entries()) {
    await judgeAction(db, 'all', {
      sessionId: id,
      actionId: action.id,
      judgement: n === 3 ? 'Refused' : 'Accepted',
      reason: 'As agreed',
      asPerson: true,
      by: { ...ann, way: 'browserSession', operation: 'JudgeAISessionAction' },
    });
  }
  return id;
}

async function evidenceOf(id: string) {
  const evidence = await makeSessionEvidence(database.db, keys, id);
  if (!evidence) throw new Error('There is no such session.');
  return Buffer.from(write(EVIDENCE, evidence));
}

async function trustedKeys() {
  return (await keys.all()).map(({ publicKey }) => publicKeyOf(publicKey, 'key'));
}

async function linesOf(rows: AsyncIterable<unknown>): Promise<Buffer> {
  const lines: string[] = [];
  for await (const row of rows) lines.push(`${JSON.stringify(row)}\n`);
  return Buffer.from(lines.join(''));
}

const headsFile = () => linesOf(exportHeads(database.db, 0));
const proofFile = () => linesOf(exportAuditProof(database.db, 0));

describe('evidence of a session', () => {
  it('is what the contract says, and is proven with the key and the heads that were kept', async () => {
    const bytes = await evidenceOf(sessionId);
    const evidence = AISessionEvidence.schema.parse(JSON.parse(bytes.toString()));
    expect(JSON.stringify(evidence)).toBe(bytes.toString());
    expect(evidence.events.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(evidence.signIns).toMatchObject([{ way: 'password', userId: annId }]);
    expect(evidence.actions[0]).toMatchObject({ judgedBy: 'ann@example.com', acceptedAs: 'Person' });

    const report = verifyEvidence(bytes, { keys: await trustedKeys(), heads: readHeads(await headsFile()) });
    expect(report.proven.join('\n')).toContain('7 events are all there were');
    expect(report.verdicts).toHaveLength(5);
    expect(report.verdicts?.[3]).toMatch(
      /ann@example\.com \(browserSession, signed in by password at .+\): action .+ is Refused\.$/,
    );
    expect(report.open.join('\n')).not.toMatch(/--key|--heads/);
    expect(verifyEvidence(bytes, { keys: [], heads: undefined }).open.join(' ')).toMatch(/--key.+--heads/);
  });

  it('is caught whichever byte of it was flipped', async () => {
    const bytes = await evidenceOf(sessionId);
    const trusted = { keys: [], heads: undefined };
    // Every byte in every way is done to a small file, in the package that checks it.
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      expect(() => verifyEvidence(altered, trusted), `byte ${at}`).toThrow(Fault);
    }
  });

  it('is caught however it was altered, with the place and a sentence', async () => {
    const bytes = await evidenceOf(sessionId);
    const trusted = { keys: [], heads: undefined };
    const alteration = fc.oneof(
      fc.record({
        kind: fc.constant('flip' as const),
        at: fc.nat(bytes.length - 1),
        mask: fc.integer({ min: 1, max: 255 }),
      }),
      fc.record({
        kind: fc.constant('insert' as const),
        at: fc.nat(bytes.length),
        with: fc.uint8Array({ minLength: 1, maxLength: 8 }),
      }),
      fc.record({
        kind: fc.constant('delete' as const),
        at: fc.nat(bytes.length - 1),
        count: fc.integer({ min: 1, max: 100 }),
      }),
      fc.record({ kind: fc.constant('truncate' as const), at: fc.nat(bytes.length - 1) }),
    );
    fc.assert(
      fc.property(alteration, (change) => {
        const { at } = change;
        const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
        const altered =
          change.kind === 'flip'
            ? Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ change.mask]), after.subarray(1)])
            : change.kind === 'insert'
              ? Buffer.concat([before, change.with, after])
              : change.kind === 'delete'
                ? Buffer.concat([before, after.subarray(change.count)])
                : before;
        try {
          verifyEvidence(altered, trusted);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          return error.place !== '' && error.message.endsWith('.');
        }
        return false;
      }),
      { numRuns: 300 },
    );
  });

  it('is caught when somebody else signed it anew', async () => {
    const other = await createTestDatabase();
    const foreign = openDatabase({ url: other.url, log: quietLog });
    const theirKeys = createAuditKeys(foreign.db, createVault('another secret of 32 characters, too'));
    const made = await createSession(foreign.db, 'all', { by: admin });
    const evidence = await makeSessionEvidence(foreign.db, theirKeys, made?.session.id ?? '');
    await foreign.close();
    await other.drop();
    const bytes = Buffer.from(write(EVIDENCE, evidence));
    expect(() => verifyEvidence(bytes, { keys: [], heads: undefined })).not.toThrow();
    const trusted = { keys: await trustedKeys(), heads: undefined };
    expect(() => verifyEvidence(bytes, trusted)).toThrow('none of those given');
  });

  it('works for a session of 1,000 actions', async () => {
    const id = await judgedSession(1_000);
    const bytes = await evidenceOf(id);
    const { proven } = verifyEvidence(bytes, { keys: await trustedKeys(), heads: undefined });
    expect(proven[0]).toContain('1,000 actions');
  });
});

describe('heads', () => {
  it('cover each event once, also those of transactions that end late', async () => {
    const late = new pg.Client(test.url);
    await late.connect();
    await late.query(`BEGIN; SELECT audit_write('{"userName":"late"}', 'User', 'late', '{}')`);
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        await recordEvent(database.db, { by: admin, entityType: 'User', entityId: `u${n % 3}` });
        await sealAudit(database.db, keys);
      }),
    );
    await late.query('COMMIT');
    await late.end();
    await sealAudit(database.db, keys);
    const { rows } = await client.query(
      'SELECT (SELECT sum(events)::int FROM audit_head) AS covered, (SELECT count(*)::int FROM audit_event) AS events',
    );
    expect(rows[0].covered).toBe(rows[0].events);
    const heads = readHeads(await headsFile());
    const report = verifyProof(await proofFile(), { keys: await trustedKeys(), heads });
    expect(report.proven).toHaveLength(3);
  });
});

describe('a database that somebody wrote to past the service', () => {
  let kept: readonly Head[];

  beforeAll(async () => {
    await sealAudit(database.db, keys);
    kept = readHeads(await headsFile());
    await client.query('CREATE TABLE kept AS SELECT * FROM audit_event');
  });

  const THIRD = `SELECT id FROM audit_event WHERE entity_type = 'AISession' AND entity_id = $1 AND chain_number = 3`;
  const LAST = `SELECT id FROM audit_event WHERE entity_type = 'AISession' AND entity_id = $1 ORDER BY chain_number DESC LIMIT 1`;

  it.each([
    [
      'changed what an event says',
      `UPDATE audit_event SET changes = '{"x": [1, 2]}' WHERE id = (${THIRD})`,
      /was altered/,
      /was altered/,
    ],
    [
      'changed who did it',
      `UPDATE audit_event SET user_name = 'eve@example.com' WHERE id = (${THIRD})`,
      /was altered/,
      /was altered/,
    ],
    [
      'removed an event in the middle',
      `DELETE FROM audit_event WHERE id = (${THIRD})`,
      /was removed/,
      /was removed/,
    ],
    ['removed the last event', `DELETE FROM audit_event WHERE id = (${LAST})`, /was removed/, /was removed/],
    [
      'removed the last event and hid that in the chain',
      `WITH gone AS (DELETE FROM audit_event WHERE id = (${LAST}))
       UPDATE audit_chain SET number = number - 1, digest = previous_digest WHERE entity_id = $1`,
      /was removed/,
      undefined,
    ],
    [
      'changed the order of two events',
      `UPDATE audit_event SET chain_number = 7 - chain_number WHERE entity_type = 'AISession' AND entity_id = $1 AND chain_number IN (3, 4)`,
      /was altered/,
      /was replaced/,
    ],
  ])('is found out to have %s', async (_, tampering, ofTrail, ofSession) => {
    const { rows: chain } = await client.query('SELECT * FROM audit_chain WHERE entity_id = $1', [sessionId]);
    await client.query('SET session_replication_role = replica');
    await client.query(tampering, [sessionId]);
    try {
      const trusted = { keys: await trustedKeys(), heads: kept };
      const proof = await proofFile();
      expect(() => verifyProof(proof, trusted)).toThrow(ofTrail);
      if (ofSession) {
        const bytes = await evidenceOf(sessionId);
        expect(() => verifyEvidence(bytes, trusted)).toThrow(ofSession);
      }
    } finally {
      await client.query('DELETE FROM audit_event');
      await client.query('INSERT INTO audit_event SELECT * FROM kept');
      await client.query('UPDATE audit_chain SET number = $2, digest = $3 WHERE entity_id = $1', [
        sessionId,
        chain[0].number,
        chain[0].digest,
      ]);
      await client.query('SET session_replication_role = origin');
    }
  });

  it('is found out by the heads that were kept when all of it was made anew', async () => {
    const forged = kept.map((head) => ({ ...head, digest: randomBytes(32).toString('hex') }));
    const [first] = forged;
    const proof = await proofFile();
    const trusted = { keys: await trustedKeys(), heads: first ? [first] : [] };
    expect(() => verifyProof(proof, trusted)).toThrow('the audit trail was rewritten');
    const later = { ...first, ...kept.at(-1), number: (kept.at(-1)?.number ?? 0) + 1 } as Head;
    expect(() => verifyProof(proof, { keys: trusted.keys, heads: [later] })).toThrow(
      'what came after was removed',
    );
  });

  it('may lack the events of long ago, when it is said since when they are kept', async () => {
    await client.query('SET session_replication_role = replica');
    await client.query(
      `DELETE FROM audit_event WHERE id IN (SELECT id FROM audit_event ORDER BY id LIMIT 6)`,
    );
    try {
      const trusted = { keys: await trustedKeys(), heads: kept };
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const proof = await proofFile();
      expect(() => verifyProof(proof, trusted)).toThrow('was removed');
      expect(() => verifyProof(proof, { ...trusted, keptSince: '2020-01-01' })).toThrow('was removed');
      expect(verifyProof(proof, { ...trusted, keptSince: tomorrow }).open.join('\n')).toContain(
        '6 events from before',
      );
      const bytes = await evidenceOf(sessionId);
      expect(verifyEvidence(bytes, trusted).open.join('\n')).toMatch(/the chain begins at event \d/);
      expect(() => verifyEvidence(bytes, { ...trusted, keptSince: '2020-01-01' })).toThrow(
        'earlier ones were removed',
      );
    } finally {
      await client.query('INSERT INTO audit_event SELECT * FROM kept ON CONFLICT DO NOTHING');
      await client.query('SET session_replication_role = origin');
    }
  });
});

describe('a person who is erased', () => {
  it('is named nowhere afterwards, and everything is proven as before', async () => {
    const { db } = database;
    await changeSession(db, 'all', {
      id: sessionId,
      values: { purpose: 'Changed' },
      by: {
        userId: annId,
        userName: 'ann@example.com',
        address: '198.51.100.7',
        operation: 'PatchAISession',
      },
    });
    await recordEvent(db, {
      by: { userName: 'joann@example.com', operation: 'Test' },
      entityType: 'User',
      entityId: 'other',
      changes: {
        stop_changed_by: [null, 'Ann@Example.com'],
        text: ['by\nann@example.com.', 'joann@example.com'],
      },
    });
    await client.query(
      `INSERT INTO request_log (id, request_id, transport, duration_ms, bytes_sent, address, user_id)
       VALUES (uuid_v7(), 'r1', 'rest', 1, 1, '198.51.100.7', $1), (uuid_v7(), 'r2', 'rest', 1, 1, '203.0.113.9', 'other')`,
      [annId],
    );
    await sealAudit(db, keys);
    const before = readHeads(await headsFile());

    const request = { userId: annId, by: { ...admin, userId: 'admin' } };
    expect(await beginErasure(db, { ...request, emailAddress: 'bob@example.com' })).toMatchObject({
      reason: 'otherAddress',
    });
    unwrap(await beginErasure(db, { ...request, emailAddress: 'Ann@example.com' }));
    const { events, records } = await completeErasure(db, annId);
    expect(events).toBeGreaterThan(10);
    expect(records).toBeGreaterThan(5);
    expect(await completeErasure(db, annId)).toEqual({ events: 0, records: 0 });

    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'kept'`,
    );
    for (const { name } of tables) {
      const { rows } = await client.query(
        `SELECT t::text FROM ${name} t WHERE t::text ~* '[^o]ann@example' OR t::text ~ 'Lind' OR t::text ~ '198\\.51\\.100\\.7'`,
      );
      expect(rows, name).toEqual([]);
    }
    const { rows: others } = await client.query(
      `SELECT user_name, changes FROM audit_event WHERE user_name = 'joann@example.com'`,
    );
    expect(others).toEqual([
      {
        user_name: 'joann@example.com',
        changes: { stop_changed_by: [null, '(erased)'], text: ['by\n(erased).', 'joann@example.com'] },
      },
    ]);

    const { rows: requests } = await client.query('SELECT address FROM request_log ORDER BY address');
    expect(requests).toEqual([{ address: '(erased)' }, { address: '203.0.113.9' }]);

    const trusted = { keys: await trustedKeys(), heads: before };
    const report = verifyEvidence(await evidenceOf(sessionId), trusted);
    expect(report.open.join('\n')).toContain('a part of it was erased');
    expect(verifyProof(await proofFile(), trusted).open.join('\n')).toContain('parts were erased');
  });

  it('is the only change of an event that there is', async () => {
    await client.query(
      `BEGIN; SELECT set_config('ai_sessions.erasing', '{"userId":"nobody","names":["nobody@example.com"]}', true);
       UPDATE audit_event SET user_name = 'eve@example.com', digest = NULL, changes = '{}'; COMMIT`,
    );
    expect(
      verifyProof(await proofFile(), { keys: await trustedKeys(), heads: undefined }).proven,
    ).toHaveLength(2);
  });
});
