import type { Attempt, DisabledWebhook } from '@ai-sessions/db';
import type { Metrics } from '@ai-sessions/telemetry/metrics';
import { createWebhookSender, type WebhookSender } from '@ai-sessions/webhooks';
import type { Logger } from '../log.ts';
import type { OutboundServices } from './outbound.ts';
import type { Persistence } from './persistence.ts';

/** Starts to send webhooks. Whoever changed one last is told when it is disabled, as far as e-mail can be sent. */
export function startWebhooks(
  { database: { db } }: Persistence,
  { webhooks: outbound, open, outbox }: OutboundServices,
  publicUrl: string | undefined,
  metrics: Metrics | undefined,
  log: Logger,
): WebhookSender {
  const onDisabled = (webhook: DisabledWebhook) => {
    const { id, url, reason, lastModifiedBy } = webhook;
    log.warn({ webhook: id, reason }, 'webhook disabled');
    outbox?.post(async () => ({
      to: lastModifiedBy,
      subject: 'A webhook of AI Sessions was disabled',
      text: `Events are no longer sent to ${url}.\n\n${reason}\n\nWhat happens from now on is not sent later. Enable it again at ${publicUrl ?? ''}/admin/webhooks/${id}\n`,
    }));
  };
  const onAttempt = metrics && (({ result }: Attempt) => metrics.countDelivery(result.kind));
  return createWebhookSender({ db, outbound, open, publicUrl, onDisabled, onAttempt, log });
}
