import type { AIWebhookInfo } from '@ai-sessions/contract';

/** What the form of a webhook holds. */
export interface WebhookDraft {
  readonly url: string;
  readonly description: string;
  readonly eventTypes: string[];
  readonly accountIds: string[];
  readonly enabled: boolean;
}

/** A new webhook: it tells of everything. */
export const emptyDraft: WebhookDraft = {
  url: '',
  description: '',
  eventTypes: [],
  accountIds: [],
  enabled: true,
};

/** A webhook as its form shows it. */
export function draftOf(known: AIWebhookInfo): WebhookDraft {
  const { url, description = '', eventTypes, accountIds, enabled } = known;
  return { url, description, eventTypes, accountIds, enabled };
}
