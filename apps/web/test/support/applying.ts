import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { freePort, type RunningService, startService } from './service.ts';
import { newFunction } from './session.ts';
import { done, startTarget, type Target } from './target.ts';

/** What applying takes: processes on one database, and a target with functions on it. */
export interface Applying {
  readonly database: TestDatabase;
  readonly target: Target;
  readonly service: RunningService;
  /** Functions on the target: it honours keys, or it does not. */
  readonly keyed: string;
  readonly unkeyed: string;
  /** Where nobody listens at first. */
  readonly silentPort: string;
  /** Starts a further process on the same database, with these settings beside its own. */
  another(settings?: Readonly<Record<string, string>>): Promise<RunningService>;
  /** Stops everything, the further processes too. */
  close(): Promise<void>;
}

const SECRET = 'a secret that the processes of a test share';

/** Starts what applying takes, with one process that has these settings beside its own. */
export async function startApplying(settings: Readonly<Record<string, string>> = {}): Promise<Applying> {
  const database = await createTestDatabase();
  const target = await startTarget();
  const silentPort = await freePort();
  const processes: RunningService[] = [];
  const another: Applying['another'] = async (further = {}) => {
    const started = await startService({
      DATABASE_URL: database.url,
      AUTH_SECRET: SECRET,
      ...target.environment,
      OUTBOUND_TARGETS: `${target.url},http://localhost:${silentPort}`,
      ...further,
    });
    processes.push(started);
    return started;
  };
  const service = await another(settings);
  return {
    database,
    target,
    service,
    keyed: await newFunction(service, { url: `${target.url}/keyed`, honoursIdempotencyKey: true }),
    unkeyed: await newFunction(service, { url: `${target.url}/unkeyed` }),
    silentPort,
    another,
    async close() {
      await Promise.all(processes.map((started) => started.stop()));
      await target.stop();
      await database.drop();
    },
  };
}

/** Lets a target forget its calls, and answer as it is meant to. */
export function reset(target: Target): void {
  target.calls.length = 0;
  target.answer = done;
}

/** Answers the calls with these numbers, counted from 0, otherwise. */
export function failing(target: Target, at: readonly number[], status = 500): void {
  let count = 0;
  target.answer = (call, response) => {
    if (at.includes(count++)) response.writeHead(status).end('no');
    else void done(call, response);
  };
}

/** Lets each call wait until it is let go. */
export function holding(target: Target): { readonly next: () => void } {
  const held: (() => void)[] = [];
  target.answer = (call, response) => void held.push(() => void done(call, response));
  return { next: () => held.shift()?.() };
}
