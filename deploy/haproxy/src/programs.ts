import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, InsistingClient } from './insisting-client.ts';

const Session = z.object({ id: z.string(), purpose: z.string() });
const Page = z.object({ items: z.array(z.object({ id: z.string() })) });

/** What was acknowledged of one session. */
interface Acknowledged {
  /** Its text. */
  purpose: string;
  /** How often it was changed. */
  changes: number;
}

/** What programs have seen that write and read through the balancer. */
export interface Seen {
  /** By the id of the session. */
  readonly acknowledged: ReadonlyMap<string, Readonly<Acknowledged>>;
  /** Answers that were not what was asked for. There should be none. */
  readonly wrong: readonly string[];
  /** Reads and lists that lacked what the same program had written before. There should be none. */
  readonly stale: readonly string[];
  readonly reads: number;
  /** How many of the reads were answered by another process than the write before them. */
  readonly readsElsewhere: number;
}

/** Programs that work until they are stopped. */
export interface Programs {
  readonly seen: Seen;
  stop(): Promise<void>;
}

/** How hard programs work. */
export interface Load {
  /** How many programs there are. */
  readonly programs: number;
  /** How long each rests between two sessions: processes have to be started on the same cores. */
  readonly restMs: number;
}

/** Starts programs, each of which opens sessions, changes them, and looks after each write whether it is there. */
export function startPrograms(client: InsistingClient, { programs: count, restMs }: Load): Programs {
  const acknowledged = new Map<string, Acknowledged>();
  const wrong: string[] = [];
  const stale: string[] = [];
  const counts = { reads: 0, readsElsewhere: 0 };
  let stopped = false;

  function parsed<T>(type: z.ZodType<T>, what: string, answer: Answer): T | undefined {
    const result = answer.status === 200 ? type.safeParse(answer.body) : undefined;
    if (result?.success) return result.data;
    wrong.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return undefined;
  }

  function noteRead(read: Answer, write: Answer): void {
    counts.reads++;
    if (read.servedBy !== write.servedBy) counts.readsElsewhere++;
  }

  /** Reads a session that must have a text; its ETag. */
  async function readBack(id: string, purpose: string, after: Answer): Promise<string | undefined> {
    const answer = await client.send(`/ai/sessions/${id}`);
    noteRead(answer, after);
    const session = parsed(Session, 'reading', answer);
    if (session && session.purpose !== purpose) stale.push(`${id} is ${session.purpose}, not ${purpose}`);
    return answer.headers.get('etag') ?? undefined;
  }

  /** Changes what was read; its answer, when it was done. */
  async function change(id: string, purpose: string, etag: string): Promise<Answer | undefined> {
    const headers = { 'if-match': etag };
    const answer = await client.send(`/ai/sessions/${id}`, { method: 'PATCH', json: { purpose }, headers });
    // The first attempt was done although nobody said so.
    const done = answer.status === 412 && answer.doubtful;
    if (!done && !parsed(Session, 'changing', answer)) return undefined;
    acknowledged.set(id, { purpose, changes: 1 });
    return answer;
  }

  async function listed(id: string, text: string, after: Answer): Promise<void> {
    const answer = await client.send(`/ai/sessions?text=${encodeURIComponent(text)}`);
    noteRead(answer, after);
    const page = parsed(Page, 'listing', answer);
    if (page && !page.items.some((item) => item.id === id)) stale.push(`${id} is not listed`);
  }

  async function work(program: number, n: number): Promise<void> {
    const purpose = `Written by program ${program}, number ${n}`;
    const sent = { json: { purpose }, headers: { 'idempotency-key': `${program}-${n}` } };
    // Now and then twice at once, as after an answer that took too long: both are told of the same session.
    const attempts = Array.from({ length: n % 8 === 0 ? 2 : 1 }, () => client.send('/ai/sessions', sent));
    const opened = (await Promise.all(attempts)).map((answer) => ({
      answer,
      id: parsed(Session, 'opening', answer)?.id,
    }));
    if (new Set(opened.map(({ id }) => id)).size > 1) wrong.push(`opened twice with one key: ${purpose}`);
    const [first] = opened;
    if (!first?.id) return;
    acknowledged.set(first.id, { purpose, changes: 0 });
    const etag = await readBack(first.id, purpose, first.answer);
    const changed = etag && (await change(first.id, `${purpose}, changed`, etag));
    if (!changed) return;
    await readBack(first.id, `${purpose}, changed`, changed);
    await listed(first.id, `${purpose}, changed`, changed);
  }

  const programs = Array.from({ length: count }, async (_, program) => {
    for (let n = 0; !stopped; n++) {
      await work(program, n);
      await delay(restMs);
    }
  });

  return {
    get seen() {
      return { acknowledged, wrong, stale, ...counts };
    },
    async stop() {
      stopped = true;
      await Promise.all(programs);
    },
  };
}
