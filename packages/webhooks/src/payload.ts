import { AISessionEvent } from '@ai-sessions/contract';
import type { ClaimedDelivery } from '@ai-sessions/db';

/** The body that receivers get: the same text with every attempt. */
export function bodyOf(delivery: ClaimedDelivery, publicUrl: string | undefined): string {
  const { type, dateCreated, sessionId, accountId, sessionState, version, by, action, comment } = delivery;
  const place = comment ? `#comment-${comment.id}` : '';
  const link = sessionId && `${publicUrl ?? ''}/admin/sessions/${encodeURIComponent(sessionId)}${place}`;
  const event = AISessionEvent.schema.parse({
    type,
    timestamp: dateCreated,
    data: {
      sessionId: sessionId ?? undefined,
      accountId: accountId ?? undefined,
      state: sessionState ?? undefined,
      version: version ?? undefined,
      by: by ?? undefined,
      action: action ?? undefined,
      comment: comment ?? undefined,
      link: link ?? undefined,
    },
  });
  return JSON.stringify(event);
}
