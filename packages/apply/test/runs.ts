import { readEntityTag } from '@ai-sessions/contract';
import {
  type Actor,
  createFunction,
  createSession,
  type Database,
  type Db,
  findRun,
  findSession,
  openDatabase,
  queueActions,
  type StoredFunction,
  startRun,
  unwrap,
} from '@ai-sessions/db';
import { createTestDatabase, quietLog } from '@ai-sessions/db/testing';
import {
  createApplier,
  createReviewMemory,
  describeSession,
  type FunctionCaller,
  planRun,
  reviewSession,
} from '../src/index.ts';

/** Whoever does something in a test. */
export const by: Actor = { userName: 'admin@example.com', operation: 'Test' };

/** What a target answers that has done what it was asked for. */
export const done = {
  kind: 'answered',
  status: 200,
  retryAfter: undefined,
  excerpt: '{}',
  truncated: false,
  durationMs: 1,
} as const;

/** A run that was started, and what it applies. */
export interface StartedRun {
  readonly sessionId: string;
  readonly runId: string;
  /** In order. */
  readonly actionIds: readonly string[];
}

/** A database with runs on it, and the target that they call. */
export interface Runs {
  readonly database: Database;
  /** The ids of the actions that the target was called for. */
  readonly called: string[];
  /** What the target answers. */
  answer: FunctionCaller['call'];
  /** What the target tells of an object. */
  told: FunctionCaller['ask'];
  /** Adds a function on the target. */
  newFunction(changes?: object): Promise<StoredFunction>;
  /** Starts a run of a new session with these actions. */
  start(actions: readonly Action[], given?: StartOptions): Promise<StartedRun>;
  /** Carries a run out, on the database or on something in front of it. */
  apply(run: StartedRun, db?: Db): Promise<void>;
  /** Where the actions and the run stand, and the log without its instants. */
  standing(run: StartedRun): Promise<Standing>;
  close(): Promise<void>;
}

/** An action that is to be applied: a function and its arguments. */
export type Action = readonly [functionName: string, values: object];

/** How a run is started. */
interface StartOptions {
  readonly accountId?: string;
  /** With what a reviewer has seen. */
  readonly reviewed?: boolean;
  readonly continueAfterFailure?: boolean;
}

/** Where a run and its session stand. */
interface Standing {
  readonly run: string | undefined;
  readonly actions: readonly string[];
  readonly log: readonly string[];
}

/** Opens a database for runs. */
export async function openRuns(): Promise<Runs> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase({ url: testDatabase.url, log: quietLog });
  const { db } = database;
  const called: string[] = [];
  const caller: FunctionCaller = {
    async call(call, signal) {
      called.push(call.idempotencyKey);
      return runs.answer(call, signal);
    },
    read: async () => undefined,
    ask: async (question, signal) => runs.told(question, signal),
    describe: () => '',
  };
  let functions = 0;

  const runs: Runs = {
    database,
    called,
    answer: async () => done,
    told: async () => done,
    async newFunction(changes = {}) {
      return unwrap(await createFunction(db, { ...FUNCTION, name: `f${functions++}`, ...changes }, by));
    },
    async start(actions, { accountId, reviewed = false, continueAfterFailure = false } = {}) {
      const created = await createSession(db, 'all', { accountId, by });
      const sessionId = created?.session.id ?? '';
      await queueActions(db, 'all', {
        sessionId,
        proposals: actions.map(([functionName, values]) => ({
          functionName,
          arguments: JSON.stringify(values),
        })),
        by,
      });
      const record = await findSession(db, 'all', sessionId);
      if (!record) throw new Error('The session is gone.');
      const review = await reviewSession({ db, caller, memory: createReviewMemory() }, record, {
        signal: AbortSignal.timeout(60_000),
        reviewer: REVIEWER,
        mayKnow: () => true,
        maxAgeMs: 0,
      });
      const started = await startRun(db, {
        sessionId,
        version: record.version,
        steps: planRun(describeSession(record), reviewed ? readEntityTag(review.eTag) : undefined),
        reviewed,
        continueAfterFailure,
        by,
      });
      return { sessionId, runId: unwrap(started), actionIds: record.actions.map(({ id }) => id) };
    },
    apply: ({ runId }, on = db) => createApplier({ db: on, caller, log: quietLog }).apply(runId),
    async standing({ sessionId, runId }) {
      const record = await findSession(db, 'all', sessionId);
      const run = await findRun(db, 'all', { sessionId, runId });
      return {
        run: run?.state,
        actions: record?.actions.map(({ state }) => state) ?? [],
        log: (run?.log ?? '').split('\n').map((line) => line.slice('2026-03-02T09:14:05.120Z '.length)),
      };
    },
    async close() {
      await database.close();
      await testDatabase.drop();
    },
  };
  return runs;
}

const REVIEWER = { userId: 'u1', emailAddress: 'admin@example.com', asPerson: true };

/** What a function is made of that calls a target. */
export const FUNCTION = {
  title: 'Say {text}',
  parameters: '{"type":"object"}',
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
