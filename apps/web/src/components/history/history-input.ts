/** A kind of record whose history is shown. */
export type HistoryType = 'AISession' | 'AIFunction' | 'AIWebhook' | 'Account' | 'User' | 'ApiKey';

/** Asks for what happened to a record, newest first. */
export function historyInput(entityType: HistoryType, entityId: string) {
  return { entityType, entityId, countPerPage: 10, simplifiedPaging: true };
}
