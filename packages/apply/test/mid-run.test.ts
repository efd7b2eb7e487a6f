import {
  acquireRun,
  changeAccount,
  changeSession,
  createAccount,
  type Db,
  discardSession,
  findAccount,
  findSession,
  queueActions,
  replaceFunction,
  setApplying,
  stopRun,
} from '@ai-sessions/db';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Action, by, done, openRuns, type Runs, type StartedRun } from './runs.ts';

let runs: Runs;
let db: Db;

beforeAll(async () => {
  runs = await openRuns();
  ({ db } = runs.database);
});

beforeEach(() => {
  runs.called.length = 0;
  runs.answer = async () => done;
});

afterAll(() => runs.close());

type Statement = Parameters<Db['rows']>[0];

/** The database, with something done around the statements whose text has a word in it. */
function watched(
  word: string,
  around: (run: () => Promise<unknown[]>, count: number) => Promise<unknown[]>,
): { readonly db: Db; readonly count: () => number } {
  let count = 0;
  const rows = async <Row>(statement: Statement) => {
    const run = () => db.rows(statement);
    // The rows are those of the statement, whatever is done around it.
    return (statement.query.sql.includes(word) ? await around(run, ++count) : await run()) as Row[];
  };
  const watching: Db = { ...db, rows, row: async (statement) => (await rows(statement))[0] as never };
  return { db: watching, count: () => count };
}

const WHOLE_SESSION = 'json_agg(x ORDER BY x.position)';
const OWN_CHANGE = 'effect AS (';

const purposes = (count: number): Action[] =>
  Array.from({ length: count }, (_, n) => ['setSessionPurpose', { purpose: `Purpose ${n}` }]);

/** Does something while the first call is under way. */
function duringFirstCall(work: () => Promise<unknown>): void {
  runs.answer = async () => {
    if (runs.called.length === 1) await work();
    return done;
  };
}

async function said(count: number, changes: object = {}) {
  const fn = await runs.newFunction(changes);
  const actions = Array.from({ length: count }, (_, n): Action => [fn.info.name, { text: `t${n}` }]);
  return { fn, actions };
}

async function newAccount(name: string): Promise<string> {
  const account = await createAccount(db, { name, by });
  if (!account) throw new Error('The account was not created.');
  return account.id ?? '';
}

/** How often the log of a run tells that an action was applied. */
function timesApplied(log: readonly string[], id: string | undefined): number {
  return log.filter((line) => line.includes(` ${id} `) && line.includes(': applied. ')).length;
}

describe('a run that nobody interferes with', () => {
  it.each([
    ['calls', async (count: number) => (await said(count)).actions],
    ['changes our own data', async (count: number) => purposes(count)],
  ])('reads its session once, and takes one statement for each action: it %s', async (_, actionsOf) => {
    const statements: number[] = [];
    for (const count of [10, 30]) {
      const started = await runs.start(await actionsOf(count));
      const reading = watched(WHOLE_SESSION, (run) => run());
      let taken = 0;
      const row: Db['row'] = (statement) => {
        // Leases are renewed by the clock.
        if (!statement.query.sql.includes('SET held_until')) taken++;
        return reading.db.row(statement);
      };
      await runs.apply(started, { ...reading.db, row });
      expect([reading.count(), (await runs.standing(started)).run]).toEqual([1, 'Applied']);
      statements.push(taken);
    }
    const [few = 0, many = 0] = statements;
    expect(many - few).toBe(20);
  });

  it('goes by what its own actions have changed', async () => {
    const accountId = await newAccount('Before');
    const { fn } = await said(0, {
      title: 'Greet {account}',
      accountArguments: ['account'],
    });
    const started = await runs.start(
      [
        ['renameAccount', { accountId, name: 'After' }],
        [fn.info.name, { account: accountId }],
        ['renameAccount', { accountId, name: 'At last' }],
        ['setSessionPurpose', { purpose: 'Greeted' }],
      ],
      { accountId },
    );
    const reading = watched(WHOLE_SESSION, (run) => run());
    await runs.apply(started, reading.db);
    const { log, actions } = await runs.standing(started);
    expect([new Set(actions), reading.count()]).toEqual([new Set(['Applied']), 1]);
    expect(log[3]).toContain('Greet “After”');
    expect(log[5]).toContain('Rename account “After” to “At last”');
    expect((await findAccount(db, 'all', accountId))?.name).toBe('At last');
    const record = await findSession(db, 'all', started.sessionId);
    expect([record?.session.purpose, record?.session.pendingActions]).toEqual(['Greeted', undefined]);
  });
});

it('reads its session twice when a change of somebody else sends many actions back', async () => {
  const { fn, actions } = await said(10);
  const started = await runs.start(actions);
  duringFirstCall(() =>
    replaceFunction(db, { id: fn.info.id, version: 1 }, { ...valuesOf(fn.info), enabled: false }, by),
  );
  const reading = watched(WHOLE_SESSION, (run) => run());
  await runs.apply(started, reading.db);
  expect([reading.count(), (await runs.standing(started)).actions]).toEqual([
    2,
    ['Applied', ...Array(9).fill('Returned')],
  ]);
});

describe('what somebody else changes in the middle of a run', () => {
  it('sends the actions back whose function is changed, and no others', async () => {
    const changed = await said(2);
    const other = await said(1);
    const started = await runs.start([...other.actions, ...changed.actions, ...other.actions]);
    duringFirstCall(() =>
      replaceFunction(
        db,
        { id: changed.fn.info.id, version: 1 },
        { ...valuesOf(changed.fn.info), title: 'Shout' },
        by,
      ),
    );
    await runs.apply(started);
    const { actions, run } = await runs.standing(started);
    expect([actions, run]).toEqual([['Applied', 'Returned', 'Returned', 'Applied'], 'PartlyApplied']);
    expect(runs.called).toEqual([started.actionIds[0], started.actionIds[3]]);
  });

  it('sends the actions back that name an account by a name that it no longer has', async () => {
    const accountId = await newAccount('Read');
    const { fn } = await said(0, { title: 'Greet {account}', accountArguments: ['account'] });
    const plain = await said(1);
    const started = await runs.start(
      [...plain.actions, [fn.info.name, { account: accountId }], ['setSessionPurpose', { purpose: 'p' }]],
      { accountId, reviewed: true },
    );
    duringFirstCall(() => changeAccount(db, 'all', { id: accountId, name: 'Renamed', by }));
    await runs.apply(started);
    expect((await runs.standing(started)).actions).toEqual(['Applied', 'Returned', 'Applied']);
  });

  it('is read before the next action, and only then', async () => {
    const { actions } = await said(4);
    const started = await runs.start([...actions, ...purposes(2)]);
    duringFirstCall(async () => {
      await changeSession(db, 'all', { id: started.sessionId, values: { purpose: 'Theirs' }, by });
      await queueActions(db, 'all', {
        sessionId: started.sessionId,
        proposals: [{ functionName: 'setSessionPurpose', arguments: '{"purpose":"Later"}' }],
        by,
      });
    });
    const reading = watched(WHOLE_SESSION, (run) => run());
    await runs.apply(started, reading.db);
    // What was queued meanwhile is no part of the run.
    expect(await runs.standing(started)).toMatchObject({
      run: 'Applied',
      actions: [...Array(6).fill('Applied'), 'Queued'],
    });
    // The second read is for the first action after the change.
    expect([reading.count(), runs.called.length]).toEqual([2, 4]);
    const record = await findSession(db, 'all', started.sessionId);
    expect([record?.session.purpose, record?.session.pendingActions]).toEqual(['Purpose 1', 1]);
  });
});

const stops: readonly (readonly [string, (run: StartedRun) => Promise<unknown>, string])[] = [
  ['is stopped', ({ runId }) => stopRun(db, { runId, by }), 'stopped by admin@example.com'],
  ['has all applying stopped', () => setApplying(db, { stopped: true, by }), 'all applying is stopped'],
  [
    'has its session discarded',
    ({ sessionId }) => discardSession(db, 'all', { id: sessionId, by }),
    'the session was discarded',
  ],
];

describe.each(stops)('a run that %s', (_, stop, reason) => {
  const rowsOf = async ({ runId }: StartedRun) => {
    const { rows } = await runs.database.pool.query(
      `SELECT r.state, r.log, array_agg(a.state ORDER BY a.position) AS actions
       FROM ai_session_run r JOIN ai_session_action a USING (session_id) WHERE r.id = $1 GROUP BY r.id`,
      [runId],
    );
    return rows[0];
  };
  const expectStopped = async (started: StartedRun) => {
    await setApplying(db, { stopped: false, by });
    const { state, log, actions } = await rowsOf(started);
    expect([state, actions]).toEqual(['Stopped', ['Applied', 'Queued', 'Queued']]);
    expect(log).toContain(`stopped, because ${reason}. 1 applied, 2 not begun.`);
    expect(timesApplied(log.split('\n'), started.actionIds[0])).toBe(1);
  };

  it('makes no further call', async () => {
    const started = await runs.start((await said(3)).actions);
    duringFirstCall(() => stop(started));
    await runs.apply(started);
    expect(runs.called).toEqual([started.actionIds[0]]);
    await expectStopped(started);
  });

  it('changes none of our own data any more', async () => {
    const started = await runs.start(purposes(3));
    const changing = watched(OWN_CHANGE, async (run, count) => {
      if (count === 2) await stop(started);
      return run();
    });
    await runs.apply(started, changing.db);
    await expectStopped(started);
    const { rows } = await runs.database.pool.query('SELECT purpose FROM ai_session WHERE id = $1', [
      started.sessionId,
    ]);
    expect(rows).toEqual([{ purpose: 'Purpose 0' }]);
  });
});

describe('an outcome', () => {
  const brokenOff = () => Promise.reject(new Error('Connection terminated unexpectedly'));

  it.each([
    ['did not arrive', async () => brokenOff()],
    ['had no answer', async (run: () => Promise<unknown>) => run().then(brokenOff)],
  ])(
    'is written down once, and its call made once, when the statement with the next intent %s',
    async (_, fail) => {
      const started = await runs.start((await said(3)).actions);
      const failing = watched('ended AS (', (run, count) => (count === 1 ? fail(run) : run()));
      await runs.apply(started, failing.db);
      const { log, actions, run } = await runs.standing(started);
      expect([runs.called, actions, run]).toEqual([started.actionIds, Array(3).fill('Applied'), 'Applied']);
      for (const id of started.actionIds) expect(timesApplied(log, id)).toBe(1);
    },
  );

  it('leaves no action behind as begun when the run is stopped while the database does not answer', async () => {
    const started = await runs.start((await said(3)).actions);
    const failing = watched('ended AS (', async (run, count) => {
      if (count > 1) return run();
      await run();
      await stopRun(db, { runId: started.runId, by });
      return brokenOff();
    });
    await runs.apply(started, failing.db);
    expect(await runs.standing(started)).toMatchObject({
      run: 'Stopped',
      actions: ['Applied', 'Queued', 'Queued'],
    });
    expect(runs.called).toEqual([started.actionIds[0]]);
  });

  it('is not written down by a process that has lost the run, and nothing is called after it', async () => {
    const started = await runs.start((await said(3)).actions);
    duringFirstCall(async () => {
      await runs.database.pool.query(
        "UPDATE ai_session_run SET held_until = now() - interval '1 minute' WHERE id = $1",
        [started.runId],
      );
      await acquireRun(db, started.runId, 'another process');
    });
    await runs.apply(started);
    expect(await runs.standing(started)).toMatchObject({
      run: 'Running',
      actions: ['Running', 'Queued', 'Queued'],
    });
    expect(runs.called).toEqual([started.actionIds[0]]);
  });

  it('of a change of our own data is committed with it, or not at all', async () => {
    const started = await runs.start(purposes(2));
    const failing = watched(OWN_CHANGE, (run, count) => (count === 2 ? run().then(brokenOff) : run()));
    await expect(runs.apply(started, failing.db)).rejects.toThrow('Connection terminated');
    await runs.database.pool.query(
      "UPDATE ai_session_run SET held_until = now() - interval '1 minute' WHERE id = $1",
      [started.runId],
    );
    await runs.apply(started);
    const { log, actions, run } = await runs.standing(started);
    expect([actions, run]).toEqual([['Applied', 'Applied'], 'Applied']);
    for (const id of started.actionIds) expect(timesApplied(log, id)).toBe(1);
    const { rows } = await runs.database.pool.query(
      "SELECT changes->'purpose' AS purpose FROM audit_event WHERE entity_id = $1 AND changes ? 'purpose' ORDER BY id",
      [started.sessionId],
    );
    expect(rows.map(({ purpose }) => purpose[1])).toEqual(['Purpose 0', 'Purpose 1']);
  });
});

function valuesOf(info: { readonly name: string; readonly title: string; readonly parameters: string }) {
  const { name, title, parameters } = info;
  return {
    name,
    title,
    parameters,
    risk: 'Ordinary',
    accountArguments: [],
    objectArguments: [],
    accountIds: [],
    judgeIds: [],
    needsSecondPerson: false,
    method: 'POST',
    url: 'https://example.com/',
    headers: {},
    timeoutSeconds: 20,
    honoursIdempotencyKey: false,
    enabled: true,
  };
}
