import { Webhook } from 'standardwebhooks';
import type { RunningService } from './service.ts';
import { type Answerer, startTarget, type Target } from './target.ts';

/** An event as a receiver got it. */
export interface ReceivedEvent {
  readonly webhookId: string;
  readonly path: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly sessionId?: string;
    readonly accountId?: string;
    readonly state?: string;
    readonly version?: number;
    readonly by?: string;
    readonly link?: string;
    readonly comment?: { readonly text: string; readonly actionId?: string };
    readonly action?: { readonly id: string; readonly state: string; readonly reason?: string };
  };
}

/** A webhook that was added. */
interface MadeWebhook {
  readonly id: string;
  readonly path: string;
  readonly secret: string;
}

/** Adds a webhook to a service, of a target that it may call. */
export async function newWebhook(
  service: RunningService,
  url: string,
  json: object = {},
): Promise<MadeWebhook> {
  const { body, status, text } = await service.request('/ai/webhooks', { json: { url, ...json } });
  if (status !== 200) throw new Error(`No webhook was made: ${text}`);
  return { id: body.id, path: `/ai/webhooks/${body.id}`, secret: body.secret };
}

/** A server that receives webhooks, and takes none whose signature is wrong. */
export interface Receiver extends Target {
  /** What has come on a path and was signed with the secret of its webhook, in order. */
  eventsOn(path: string, secret: string): ReceivedEvent[];
}

/** Answers as a receiver that has taken an event. */
export const received: Answerer = (_, response) => {
  response.statusCode = 204;
  response.end();
};

/** Starts a receiver. */
export async function startReceiver(): Promise<Receiver> {
  const target = await startTarget();
  target.answer = received;
  return Object.assign(target, {
    eventsOn: (path: string, secret: string) =>
      target.calls
        .filter((call) => call.path === path)
        .map(({ body, headers }) => {
          const given = Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, String(value)]),
          );
          const event = new Webhook(secret).verify(body, given) as Omit<ReceivedEvent, 'webhookId' | 'path'>;
          return { ...event, path, webhookId: given['webhook-id'] ?? '' };
        }),
  });
}
