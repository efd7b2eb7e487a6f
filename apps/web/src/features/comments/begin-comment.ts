import { keepDraft } from './use-draft.ts';

/** The id of the form in which something new is said, to lead to it. */
export const NEW_COMMENT = 'new-comment';

/** The names under which it is kept what somebody is about to say of a session, and of which action. */
export function draftNames(visitorId: string, sessionId: string) {
  const text = `comment-${visitorId}-${sessionId}`;
  return { text, action: `${text}-action` };
}

/** Leads to the form in which something is said about an action. */
export function beginComment(visitorId: string, sessionId: string, actionId: string): void {
  keepDraft(draftNames(visitorId, sessionId).action, actionId);
  const form = document.getElementById(NEW_COMMENT);
  form?.scrollIntoView({ block: 'center' });
  form?.querySelector('textarea')?.focus({ preventScroll: true });
}
