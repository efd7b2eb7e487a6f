import DataLoader from 'dataloader';
import { classifyDatabaseError } from '../database-error.ts';
import type { Db } from '../db.ts';
import { isUndoneByConflict, sqlStateOf } from '../sql-state.ts';
import { createSlots } from './slots.ts';

/** Says of a request that its batch could not carry it out: it has to be done by itself. */
export const ALONE = Symbol('alone');

/** Waits for the next batch. */
const NEXT = Symbol('next');

/** A kind of request of which those that arrive together travel in one statement. */
export interface BatchKind<Request, Result> {
  /** How many of its batches may be on their way at once; what arrives meanwhile makes up the next. */
  readonly atOnce: number;
  /** What a request changes: two that name the same are never in one batch. */
  readonly subjectOf?: (request: Request) => string;
  /** How the statement looks for a request: those of one batch look alike. */
  readonly shapeOf?: (request: Request) => string;
  /** Carries out one request. Says exactly why it fails. */
  readonly alone: (db: Db, request: Request) => Promise<Result>;
  /**
   * Carries out several, all or none when it throws: a result for each in their order, {@link ALONE} for those that it
   * left as they were, be it because something holds them up or because it cannot tell what is wrong with them.
   */
  readonly together: (
    db: Db,
    requests: readonly Request[],
  ) => Promise<readonly (Settled<Result> | typeof ALONE)[]>;
}

/** What came of a request, in an object, since a result may be anything. */
interface Settled<Result> {
  readonly result: Result;
}

type Outcome<Result> = Settled<Result> | typeof ALONE | typeof NEXT;

/** Requests that travel together at most: more would make the first of them wait for the last. */
const MAXIMUM = 32;

/**
 * Makes a function that carries out requests of a kind: several in one statement when they arrive while others are on
 * their way, and each by itself when nothing is, or inside a transaction. A request that fails fails alone: what
 * PostgreSQL has undone is done again one by one. What may have been committed although its answer is lost is never
 * repeated.
 */
export function batched<Request, Result>(
  kind: BatchKind<Request, Result>,
): (db: Db, request: Request) => Promise<Result> {
  const queues = new WeakMap<Db, DataLoader<Request, Outcome<Result>>>();

  function queueOf(db: Db): DataLoader<Request, Outcome<Result>> {
    const open = queues.get(db);
    if (open) return open;
    const slots = createSlots(kind.atOnce);
    const queue = new DataLoader<Request, Outcome<Result>>(
      (requests) => carryOut(kind, db, requests).finally(slots.release),
      { cache: false, maxBatchSize: MAXIMUM, batchScheduleFn: slots.acquire },
    );
    queues.set(db, queue);
    return queue;
  }

  return async (db, request) => {
    if (db.inTransaction) return kind.alone(db, request);
    for (;;) {
      const outcome = await queueOf(db).load(request);
      if (outcome === ALONE) return kind.alone(db, request);
      if (outcome !== NEXT) return outcome.result;
    }
  };
}

async function carryOut<Request, Result>(
  kind: BatchKind<Request, Result>,
  db: Db,
  requests: readonly Request[],
): Promise<(Outcome<Result> | Error)[]> {
  const taken = compatible(kind, requests);
  const chosen = requests.filter((_, index) => taken.has(index));
  const outcomes = [...(await outcomesOf(kind, db, chosen))];
  return requests.map((_, index) => (taken.has(index) ? (outcomes.shift() ?? ALONE) : NEXT));
}

/** Where the requests stand that can be in one batch with the first, which is always among them. */
function compatible<Request, Result>(
  { subjectOf, shapeOf }: BatchKind<Request, Result>,
  requests: readonly Request[],
): ReadonlySet<number> {
  const subjects = new Set<string>();
  const taken = new Set<number>();
  const [first] = requests;
  const shape = first === undefined ? undefined : shapeOf?.(first);
  for (const [index, request] of requests.entries()) {
    const subject = subjectOf?.(request);
    if (shapeOf?.(request) !== shape || (subject !== undefined && subjects.has(subject))) continue;
    if (subject !== undefined) subjects.add(subject);
    taken.add(index);
  }
  return taken;
}

async function outcomesOf<Request, Result>(
  kind: BatchKind<Request, Result>,
  db: Db,
  requests: readonly Request[],
): Promise<readonly (Outcome<Result> | Error)[]> {
  const [first] = requests;
  try {
    if (first !== undefined && requests.length === 1) return [{ result: await kind.alone(db, first) }];
    return await kind.together(db, requests);
  } catch (error) {
    if (requests.length > 1 && isUndone(error)) return requests.map(() => ALONE);
    const failure = error instanceof Error ? error : new Error(String(error));
    return requests.map(() => failure);
  }
}

/** Whether PostgreSQL itself said that it undid a statement, and works on. */
function isUndone(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state === undefined || !/^[0-9A-Z]{5}$/.test(state)) return false;
  return isUndoneByConflict(state) || classifyDatabaseError(error) === 'other';
}
