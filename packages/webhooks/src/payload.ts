import { AISessionEvent } from '@ai-sessions/contract';
import type { ClaimedDelivery } from '@ai-sessions/db';

/** The body that receivers get: the same text with every attempt. */
export function bodyOf(delivery: ClaimedDelivery, publicUrl: string | undefined): string {
  const { type, dateCreated, sessionId, accountId, sessionState, version, by, action, comment, digest } =
    delivery;
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
      digest: digest ?? undefined,
      link: linkOf(delivery, publicUrl),
    },
  });
  return JSON.stringify(event);
}

/** The page of what an event is about. */
function linkOf({ sessionId, comment, digest }: ClaimedDelivery, publicUrl = ''): string | undefined {
  if (digest) return `${publicUrl}/admin`;
  if (sessionId === null) return undefined;
  const place = comment ? `#comment-${comment.id}` : '';
  return `${publicUrl}/admin/sessions/${encodeURIComponent(sessionId)}${place}`;
}
