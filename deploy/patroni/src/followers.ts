import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { until } from './processes.ts';
import type { Access } from './service.ts';

const FOLLOWERS = 4;
/** Between two actions of a session. */
const PAUSE_MS = 200;

const Session = z.object({ id: z.string() });
const Proposal = z.object({ actions: z.array(z.object({ id: z.string() })) });
const Event = z.object({
  type: z.string(),
  data: z.looseObject({ action: z.looseObject({ id: z.string() }).optional() }),
});

/** What followers have heard. */
export interface Followed {
  /** Actions that were queued in the sessions that they follow. */
  readonly queued: number;
  /** How often their streams ended, because the process at the other end stopped. */
  readonly ended: number;
  /** What went wrong; there should be nothing. */
  readonly failures: readonly string[];
}

/** Programs that each follow a session in which actions are queued, and go on where they were when their stream ends. */
export interface Followers {
  /** Ends them when they have heard of all actions, and tells. */
  stop(): Promise<Followed>;
}

/** Begins to follow. */
export async function startFollowers({ url, authorization }: Access): Promise<Followers> {
  const failures: string[] = [];
  /** Actions that were heard of before their own answer came. */
  const heard = new Set<string>();
  let [queued, ended, stopped] = [0, 0, false];

  async function post(path: string, json: object): Promise<unknown> {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  }

  async function follow(): Promise<void> {
    const { id } = Session.parse(await post('/ai/sessions', { purpose: 'Followed' }));
    const expected = new Set<string>();
    const leaving = new AbortController();
    const listening = listen(`/ai/sessions/${id}/events`, expected, leaving.signal);
    while (!stopped) {
      try {
        const proposal = {
          functionName: 'setSessionPurpose',
          arguments: JSON.stringify({ purpose: `${queued}` }),
        };
        const session = Proposal.parse(await post(`/ai/sessions/${id}/actions`, proposal));
        queued++;
        const newest = session.actions.at(-1)?.id;
        if (newest !== undefined && !heard.delete(newest)) expected.add(newest);
      } catch (error) {
        failures.push(`Not queued: ${String(error)}`);
      }
      await delay(PAUSE_MS);
    }
    await until(`${expected.size} events are heard`, async () => expected.size === 0, 15).catch((error) =>
      failures.push(String(error)),
    );
    leaving.abort();
    await listening;
  }

  async function listen(path: string, expected: Set<string>, signal: AbortSignal): Promise<void> {
    let lastEventId = '';
    while (!signal.aborted) {
      try {
        const headers = {
          authorization,
          accept: 'text/event-stream',
          ...(lastEventId && { 'last-event-id': lastEventId }),
        };
        const answer = await fetch(url + path, { headers, signal });
        if (answer.status !== 200) failures.push(`GET ${path}: ${answer.status}`);
        let rest = '';
        for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          const blocks = (rest + chunk).split('\n\n');
          rest = blocks.pop() ?? '';
          for (const block of blocks) {
            lastEventId = /^id: (.*)$/m.exec(block)?.[1] ?? lastEventId;
            const data = /^data: (.*)$/m.exec(block)?.[1];
            const event = data === undefined ? undefined : Event.parse(JSON.parse(data));
            const action = event?.type === 'action.queued' ? event.data.action?.id : undefined;
            if (action !== undefined && !expected.delete(action)) heard.add(action);
          }
        }
        ended++;
      } catch (error) {
        if (!signal.aborted) failures.push(`GET ${path}: ${String(error)}`);
      }
    }
  }

  const followers = Array.from({ length: FOLLOWERS }, follow);
  return {
    async stop() {
      stopped = true;
      await Promise.all(followers);
      return { queued, ended, failures };
    },
  };
}
