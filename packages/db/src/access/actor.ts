/** Who answers for a change, as its audit event names them. */
export interface Actor {
  readonly userId?: string;
  /** E-mail address of the user, or the name of the program that acts by itself. */
  readonly userName: string;
  /** How they had signed in. */
  readonly way?: string;
  readonly apiKeyId?: string;
  /** The agent that acts in the name of the user, by OAuth: its grant, and what it calls itself. */
  readonly agentGrantId?: string;
  readonly agentName?: string;
  /** What they called. */
  readonly operation: string;
  readonly requestId?: string;
  readonly address?: string;
}

/** With what somebody acts, by which actions are known as theirs: an API key, or the grant of an agent; none for a person. */
export function credentialOf({ apiKeyId, agentGrantId }: Actor): string | undefined {
  return apiKeyId ?? agentGrantId;
}

/** Leaves no event: for rows that nobody decided on, such as demo data and marks of use. */
export const SILENTLY = '{"silent":true}';

/**
 * The value for `audit_as(…)`, which every statement that changes an audited table has in its FROM: the triggers of
 * the tables write the events, in the same transaction, and refuse a change that nobody answers for.
 */
export function auditText(actor: Actor): string {
  return JSON.stringify(actor);
}

/** The same for a statement that changes actions of several sessions, each named once in it. */
export function auditTextBySession(actors: readonly (readonly [sessionId: string, by: Actor])[]): string {
  return JSON.stringify({ sessions: Object.fromEntries(actors) });
}

/**
 * The same for what a run changes in the name of whoever started it: what becomes of its actions is no event of its own,
 * it stands in the run.
 */
export function auditTextOfRun(actor: Actor): string {
  return JSON.stringify({ ...actor, ofRun: true });
}
