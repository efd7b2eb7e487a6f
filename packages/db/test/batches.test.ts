import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  changeSession,
  classifyDatabaseError,
  createAccount,
  createSession,
  type Database,
  type Db,
  findSession,
  openDatabase,
  queueActions,
  type SessionRecord,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

let testDatabase: TestDatabase;
let database: Database;
let db: Db;
let account: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  db = database.db;
  const made = await createAccount(db, { name: 'Acme', by: by('setUp') });
  account = made?.id ?? '';
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** Somebody whose request is told from all others. */
function by(requestId: string): Actor {
  return {
    userId: `user of ${requestId}`,
    userName: `${requestId}@example.com`,
    way: 'ApiKey',
    apiKeyId: `key of ${requestId}`,
    operation: 'Test',
    requestId,
    address: '192.0.2.1',
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Sessions of which each was opened by itself. */
async function openedAlone(count: number, accountId?: string): Promise<SessionRecord[]> {
  const sessions: SessionRecord[] = [];
  for (const index of numbers(count)) {
    const made = await createSession(db, 'all', { accountId, purpose: `Purpose ${index}`, by: by('alone') });
    if (made) sessions.push(made);
  }
  return sessions;
}

/** In how many transactions the sessions were last changed. */
async function transactionsOf(sessions: readonly (SessionRecord | undefined)[]): Promise<number> {
  const ids = sessions.map((record) => record?.session.id);
  const { rows } = await database.pool.query<{ count: number }>(
    'SELECT count(DISTINCT xmin::text)::int AS count FROM ai_session WHERE id = ANY($1)',
    [ids],
  );
  return rows[0]?.count ?? 0;
}

/** The events of a session, the newest last, without what no two have in common. */
async function eventsOf(id: string) {
  const events = await db.prisma.auditEvent.findMany({
    where: { entityId: id },
    orderBy: { id: 'asc' },
    omit: { digest: true, previousDigest: true, whoSalt: true, whatSalt: true },
  });
  return events.map(({ id: _, dateCreated: __, entityId: ___, ...event }) => event);
}

/** The statements about a table that wait for others. */
async function waitingFor(table: string): Promise<readonly { readonly query: string }[]> {
  const { rows } = await database.pool.query<{ query: string }>(
    `SELECT query FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`,
    [table],
  );
  return rows;
}

/** Holds what a statement locks until it is let go. */
async function holding(sql: string, values: readonly unknown[] = []): Promise<() => Promise<void>> {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query(sql, [...values]);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

describe('sessions that are opened at the same moment', () => {
  it('are opened in one transaction, each as it would be by itself', async () => {
    const purposes = ['Billing', '', undefined, 'Ünïcode ✓ "quoted" \\ {}', 'null', '[]'];
    const opened = await Promise.all(
      purposes.map((purpose, index) =>
        createSession(db, 'all', {
          accountId: index % 2 ? account : undefined,
          purpose,
          by: by(`r${index}`),
        }),
      ),
    );
    // Those that say no purpose travel by themselves.
    expect(await transactionsOf(opened)).toBe(2);
    for (const [index, purpose] of purposes.entries()) {
      const accountId = index % 2 ? account : undefined;
      const alone = await createSession(db, 'all', { accountId, purpose, by: by(`r${index}`) });
      const together = opened[index];
      const { id, dateCreated, dateLastModified, ...rest } = together?.session ?? {};
      expect({ ...alone?.session, id, dateCreated, dateLastModified }).toEqual({
        id,
        dateCreated,
        dateLastModified,
        ...rest,
      });
      expect(await eventsOf(id ?? '')).toEqual(await eventsOf(alone?.session.id ?? ''));
      expect(await findSession(db, 'all', id ?? '')).toEqual(together);
    }
  });

  it('are in the list in the order in which they arrived', async () => {
    const opened = await Promise.all(
      numbers(20).map((index) => createSession(db, 'all', { purpose: String(index), by: by('order') })),
    );
    const ids = opened.map((record) => record?.session.id);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('do not suffer from one whose account is not there, or not in its scope', async () => {
    const opened = await Promise.all([
      createSession(db, 'all', { accountId: 'nowhere', purpose: 'p', by: by('unknown') }),
      createSession(db, ['other'], { accountId: account, purpose: 'p', by: by('notMine') }),
      createSession(db, ['other'], { purpose: 'p', by: by('none') }),
      createSession(db, [account], { accountId: account, purpose: 'mine', by: by('mine') }),
      createSession(db, 'all', { accountId: account, purpose: 'all', by: by('all') }),
    ]);
    expect(opened.map((record) => record?.session.purpose)).toEqual([
      undefined,
      undefined,
      undefined,
      'mine',
      'all',
    ]);
  });

  it('do not suffer from one that PostgreSQL refuses', async () => {
    const opened = await Promise.allSettled(
      ['a', 'U+0000 \u0000', 'b'].map((purpose) => createSession(db, 'all', { purpose, by: by('refused') })),
    );
    expect(opened.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('do not wait for one whose account is being deleted', async () => {
    const doomed = await createAccount(db, { name: 'Doomed', by: by('setUp') });
    const release = await holding('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [doomed?.id]);
    const held = createSession(db, 'all', { accountId: doomed?.id, purpose: 'held', by: by('held') });
    const others = await Promise.all(
      numbers(3).map((index) =>
        createSession(db, 'all', { accountId: account, purpose: `free ${index}`, by: by('free') }),
      ),
    );
    expect(others.every(Boolean)).toBe(true);
    await release();
    expect((await held)?.session.purpose).toBe('held');
  });

  it('are opened once or not at all when the database goes away in the middle', async () => {
    const release = await holding('LOCK TABLE ai_session IN ACCESS EXCLUSIVE MODE');
    const opening = numbers(8).map((index) =>
      createSession(db, 'all', { purpose: 'in the middle', by: by(`gone ${index}`) }),
    );
    const settled = Promise.allSettled(opening);
    const terminated = () =>
      database.pool.query<{ count: number }>(
        `SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%ai_session%'`,
      );
    await expect.poll(async () => (await terminated()).rows[0]?.count).toBeGreaterThan(0);
    await release();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected' });
      expect(result.status === 'rejected' && classifyDatabaseError(result.reason)).toBe('unavailable');
    }
    expect(await db.prisma.aISession.count({ where: { purpose: 'in the middle' } })).toBe(0);
    expect(await createSession(db, 'all', { purpose: 'after', by: by('after') })).toBeDefined();
  });

  it('stay by themselves inside a transaction', async () => {
    const failing = db.transaction(async (tx) => {
      await Promise.all(
        numbers(2).map(() => createSession(tx, 'all', { purpose: 'undone', by: by('undone') })),
      );
      throw new Error('as told');
    });
    await expect(failing).rejects.toThrow('as told');
    expect(await db.prisma.aISession.count({ where: { purpose: 'undone' } })).toBe(0);
  });
});

describe('sessions that are changed at the same moment', () => {
  it('are changed in one transaction, each as it would be by itself', async () => {
    const sessions = await openedAlone(6, account);
    const purposes = ['Changed', '', 'Purpose 2', 'Ünïcode ✓', 'null', '{}'];
    const changed = await Promise.all(
      sessions.map(({ session: { id } }, index) =>
        changeSession(db, 'all', { id, values: { purpose: purposes[index] }, by: by(`c${index}`) }),
      ),
    );
    expect(await transactionsOf(changed)).toBe(1);
    const others = await openedAlone(6, account);
    for (const [index, { session }] of others.entries()) {
      const alone = await changeSession(db, 'all', {
        id: session.id,
        values: { purpose: purposes[index] },
        by: by(`c${index}`),
      });
      const together = changed[index];
      const { id, dateCreated, dateLastModified } = together?.session ?? {};
      expect({ ...alone?.session, id, dateCreated, dateLastModified }).toEqual(together?.session);
      expect(alone?.version).toBe(together?.version);
      expect(await eventsOf(id ?? '')).toEqual(await eventsOf(session.id));
    }
  });

  it('do not suffer from one that is gone, stale, or not in its scope', async () => {
    const [first, second, third] = await openedAlone(3, account);
    const change = (record: SessionRecord | undefined, scope: 'all' | string[], versions?: number[]) =>
      changeSession(db, scope, {
        id: record?.session.id ?? 'nowhere',
        values: { purpose: 'changed' },
        by: by('c'),
        versions,
      });
    const changed = await Promise.all([
      change(undefined, 'all'),
      change(first, [account], [1]),
      change(second, 'all', [7, 8]),
      change(third, ['other']),
    ]);
    expect(changed.map((record) => record?.session.id)).toEqual([
      undefined,
      first?.session.id,
      undefined,
      undefined,
    ]);
  });

  it('are changed one after the other when they are the same', async () => {
    const [session] = await openedAlone(1);
    const id = session?.session.id ?? '';
    const changed = await Promise.all(
      numbers(5).map((index) =>
        changeSession(db, 'all', { id, values: { purpose: `Change ${index}` }, by: by(`s${index}`) }),
      ),
    );
    expect(changed.map((record) => record?.version)).toEqual([2, 3, 4, 5, 6]);
    expect((await eventsOf(id)).map(({ requestId }) => requestId)).toEqual([
      'alone',
      's0',
      's1',
      's2',
      's3',
      's4',
    ]);
  });

  it('are changed once by those who have read the same version', async () => {
    const [session] = await openedAlone(1);
    const id = session?.session.id ?? '';
    const changed = await Promise.all(
      numbers(5).map((index) =>
        changeSession(db, 'all', { id, values: { purpose: `Change ${index}` }, by: by('v'), versions: [1] }),
      ),
    );
    expect(changed.filter(Boolean)).toHaveLength(1);
  });

  it('do not wait for one that somebody else holds', async () => {
    const sessions = await openedAlone(4);
    const release = await holding('SELECT 1 FROM ai_session WHERE id = $1 FOR UPDATE', [
      sessions[0]?.session.id,
    ]);
    const [held, ...others] = sessions.map(({ session: { id } }) =>
      changeSession(db, 'all', { id, values: { purpose: 'changed' }, by: by('h') }),
    );
    expect((await Promise.all(others)).map((record) => record?.version)).toEqual([2, 2, 2]);
    await release();
    expect((await held)?.version).toBe(2);
  });
});

describe('actions that are queued at the same moment', () => {
  const proposal = { functionName: 'setSessionPurpose', arguments: '{"purpose":"p"}', description: 'why' };

  it('are queued in one transaction, each with the event of its own request', async () => {
    const sessions = await openedAlone(5);
    const queued = await Promise.all(
      sessions.map(({ session: { id } }, index) =>
        queueActions(db, 'all', {
          sessionId: id,
          proposals: numbers(index + 1).map(() => proposal),
          by: by(`q${index}`),
        }),
      ),
    );
    expect(queued.map(({ ok }) => ok)).toEqual(sessions.map(() => true));
    expect(await transactionsOf(sessions)).toBe(1);
    const [other] = await openedAlone(1);
    await queueActions(db, 'all', {
      sessionId: other?.session.id ?? '',
      proposals: [proposal],
      by: by('q0'),
    });
    for (const [index, { session }] of sessions.entries()) {
      const events = await eventsOf(session.id);
      expect(events).toHaveLength(2);
      expect(events[1]).toMatchObject({ requestId: `q${index}`, userName: `q${index}@example.com` });
      const record = await findSession(db, 'all', session.id);
      expect(record?.session.lastModifiedBy).toBe(`q${index}@example.com`);
      expect(record?.actions).toHaveLength(index + 1);
      expect(record?.actions[0]).toMatchObject({ ...proposal, createdBy: `q${index}@example.com` });
    }
    const [together, alone] = await Promise.all([
      eventsOf(sessions[0]?.session.id ?? ''),
      eventsOf(other?.session.id ?? ''),
    ]);
    const withoutIds = (events: typeof together) => JSON.stringify(events).replace(/"id":"[^"]+"/g, '');
    expect(withoutIds(together)).toBe(withoutIds(alone));
  });

  it('do not suffer from those of a session that is gone, stale, full, or not in its scope', async () => {
    const sessions = await openedAlone(5, account);
    const [first, stale, full, foreign, last] = sessions.map(({ session }) => session.id);
    await queueActions(db, 'all', {
      sessionId: full ?? '',
      proposals: numbers(1_000).map(() => proposal),
      by: by('full'),
    });
    const queue = (sessionId: string | undefined, scope: 'all' | string[], versions?: number[]) =>
      queueActions(db, scope, {
        sessionId: sessionId ?? 'nowhere',
        proposals: [proposal],
        by: by('q'),
        versions,
      });
    const queued = await Promise.all([
      queue(undefined, 'all'),
      queue(first, [account], [1]),
      queue(stale, 'all', [9]),
      queue(full, 'all'),
      queue(foreign, ['other']),
      queue(last, 'all'),
    ]);
    expect(queued.map(({ ok }) => ok)).toEqual([false, true, false, false, false, true]);
  });

  it('keep their order when they are for the same session', async () => {
    const [session] = await openedAlone(1);
    const sessionId = session?.session.id ?? '';
    await Promise.all(
      numbers(5).map((index) =>
        queueActions(db, 'all', {
          sessionId,
          proposals: [{ ...proposal, description: `Action ${index}` }],
          by: by('o'),
        }),
      ),
    );
    const record = await findSession(db, 'all', sessionId);
    expect(record?.actions.map(({ description }) => description)).toEqual(
      numbers(5).map((index) => `Action ${index}`),
    );
  });
});

describe('actions that are queued once', () => {
  const proposal = { functionName: 'setSessionPurpose', arguments: '{"purpose":"p"}', argumentsHash: 'p' };
  const once = (of: Db, sessionId: string, ...hashes: string[]) =>
    queueActions(of, 'all', {
      sessionId,
      proposals: hashes.map((argumentsHash) => ({ ...proposal, argumentsHash })),
      by: by('once'),
      once: true,
    });
  const hashesOf = async (id: string) =>
    (await findSession(db, 'all', id))?.actions.map(({ argumentsHash }) => argumentsHash);

  it('are there once, of those that arrive together and of those that arrive later', async () => {
    const sessions = await openedAlone(4);
    const ids = sessions.map(({ session: { id } }) => id);
    const queued = await Promise.all(numbers(24).map((index) => once(db, ids[index % 4] ?? '', 'a', 'b')));
    expect(queued.map(({ ok }) => ok)).toEqual(queued.map(() => true));
    for (const id of ids) {
      expect(await hashesOf(id)).toEqual(['a', 'b']);
      expect(await eventsOf(id)).toHaveLength(2);
      expect((await once(db, id, 'b', 'c')).ok).toBe(true);
      expect(await hashesOf(id)).toEqual(['a', 'b', 'c']);
      expect((await findSession(db, 'all', id))?.version).toBe(3);
    }
  });

  it('are there once although another process queues the same, and holds the session until then', async () => {
    const [session] = await openedAlone(1);
    const id = session?.session.id ?? '';
    const other = openDatabase({ url: testDatabase.url, log: quietLog });
    try {
      const waiting = await other.db.transaction(async (tx) => {
        await once(tx, id, 'a');
        const begun = numbers(3).map(() => once(db, id, 'a'));
        // They have looked at the session without these actions, and wait for it.
        await expect
          .poll(async () => (await waitingFor('ai_session')).length, { timeout: 10_000 })
          .toBeGreaterThan(0);
        return { begun };
      });
      for (const { ok } of await Promise.all(waiting.begun)) expect(ok).toBe(true);
      expect(await hashesOf(id)).toEqual(['a']);
    } finally {
      await other.close();
    }
  });

  it('are there once although others queue the same after a statement has begun to look', async () => {
    const slow = await createTestDatabase();
    const [one, other] = [slow, slow].map(({ url }) => openDatabase({ url, log: quietLog }));
    if (!one || !other) throw new Error('Two were opened.');
    try {
      // What is said to be slow stops when it has seen the database and before it holds a session.
      await other.pool.query(`
        ALTER FUNCTION audit_as(text) RENAME TO audit_as_at_once;
        CREATE FUNCTION audit_as(context text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
          IF context LIKE '%"requestId":"slow"%' THEN PERFORM pg_advisory_xact_lock(1); END IF;
          RETURN audit_as_at_once(context);
        END $$`);
      const made = await createSession(other.db, 'all', { purpose: 'p', by: by('setUp') });
      const sessionId = made?.session.id ?? '';
      const queue = (db: Db, requestId: string) =>
        queueActions(db, 'all', { sessionId, proposals: [proposal], by: by(requestId), once: true });
      const stop = await other.pool.connect();
      await stop.query('SELECT pg_advisory_lock(1)');
      const begun = queue(one.db, 'slow');
      await expect
        .poll(async () => {
          const { rows } = await other.pool.query(
            "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
          );
          return rows.length;
        })
        .toBe(1);
      expect((await queue(other.db, 'quick')).ok).toBe(true);
      await stop.query('SELECT pg_advisory_unlock(1)');
      stop.release();
      expect((await begun).ok).toBe(true);
      expect((await findSession(other.db, 'all', sessionId))?.actions).toHaveLength(1);
    } finally {
      await Promise.all([one.close(), other.close()]);
      await slow.drop();
    }
  });

  it('are like no other without a hash', async () => {
    const [session] = await openedAlone(1);
    const id = session?.session.id ?? '';
    for (const _ of numbers(2)) {
      await queueActions(db, 'all', {
        sessionId: id,
        proposals: [{ functionName: 'f' }],
        by: by('a'),
        once: true,
      });
    }
    expect(await hashesOf(id)).toHaveLength(2);
  });
});

describe('sessions that are read', () => {
  const proposal = { functionName: 'setSessionPurpose', arguments: '{"purpose":"p"}' };

  it('at the same moment are those that were asked for, each by its own reader', async () => {
    const sessions = await openedAlone(3, account);
    const ids = sessions.map(({ session }) => session.id);
    const read = await Promise.all([
      ...ids.map((id) => findSession(db, 'all', id)),
      findSession(db, ['other'], ids[0] ?? ''),
      findSession(db, [account], ids[0] ?? ''),
      findSession(db, 'all', 'nowhere'),
    ]);
    expect(read.map((record) => record?.session.id)).toEqual([...ids, undefined, ids[0], undefined]);
  });

  it('again are the same object until something of them changes, by whomever', async () => {
    const [session] = await openedAlone(1, account);
    const id = session?.session.id ?? '';
    const other = openDatabase({ url: testDatabase.url, log: quietLog });
    const read = () => findSession(db, 'all', id);
    const change = (sql: string, values: readonly unknown[] = []) =>
      other.pool.query(`WITH by AS MATERIALIZED (SELECT audit_as('{"silent":true}')) ${sql}`, [...values]);
    try {
      await queueActions(other.db, 'all', { sessionId: id, proposals: [proposal], by: by('other') });
      let last = await read();
      expect(await read()).toBe(last);
      const changes: (() => Promise<unknown>)[] = [
        () => queueActions(other.db, 'all', { sessionId: id, proposals: [proposal], by: by('other') }),
        () => changeSession(other.db, 'all', { id, values: { purpose: 'Other' }, by: by('other') }),
        () => change(`UPDATE account SET name = 'Renamed' FROM by WHERE id = $1`, [account]),
        () => change(`UPDATE ai_function SET title = title || '.' FROM by WHERE name = 'setSessionPurpose'`),
        () => change(`UPDATE ai_session_action SET state = 'Accepted' FROM by WHERE session_id = $1`, [id]),
        () => change('DELETE FROM ai_session_action USING by WHERE session_id = $1', [id]),
      ];
      for (const one of changes) {
        await one();
        const next = await read();
        expect(next).not.toEqual(last);
        expect(await read()).toBe(next);
        last = next;
      }
    } finally {
      await other.close();
    }
  });

  it('inside a transaction are not kept, as what it changed may be undone', async () => {
    const [session] = await openedAlone(1);
    const id = session?.session.id ?? '';
    await queueActions(db, 'all', { sessionId: id, proposals: [proposal], by: by('a') });
    const undone = db.transaction(async (tx) => {
      await queueActions(tx, 'all', { sessionId: id, proposals: [proposal], by: by('undone') });
      expect((await findSession(tx, 'all', id))?.actions).toHaveLength(2);
      throw new Error('as told');
    });
    await expect(undone).rejects.toThrow('as told');
    await changeSession(db, 'all', { id, values: { purpose: 'same version' }, by: by('a') });
    const record = await findSession(db, 'all', id);
    expect(record?.actions).toHaveLength(1);
    expect(record?.session.purpose).toBe('same version');
  });

  it('by those who may not see a function do not tell of it', async () => {
    const [session] = await openedAlone(1, account);
    const id = session?.session.id ?? '';
    await database.pool.query(`WITH by AS MATERIALIZED (SELECT audit_as('{"silent":true}'))
      INSERT INTO ai_function (name, title, parameters, risk, target, account_ids, created_by, last_modified_by)
      SELECT 'ofOthers', 'Title', '{}', 'Ordinary', 'Http', '{other}', 'a', 'a' FROM by`);
    await queueActions(db, 'all', {
      sessionId: id,
      proposals: [proposal, { functionName: 'ofOthers' }],
      by: by('a'),
    });
    const namesFor = async (scope: 'all' | string[]) =>
      (await findSession(db, scope, id))?.functions.map(({ info }) => info.name).toSorted();
    for (const _ of numbers(2)) {
      expect(await namesFor('all')).toEqual(['ofOthers', 'setSessionPurpose']);
      expect(await namesFor([account])).toEqual(['setSessionPurpose']);
      expect(await namesFor([account, 'other'])).toEqual(['ofOthers', 'setSessionPurpose']);
    }
  });
});
