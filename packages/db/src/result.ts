/** Why something was not done: a stable reason, and beside it whatever is needed to tell of it. */
export interface Refusal<Reason extends string = string> {
  readonly ok: false;
  readonly reason: Reason;
}

/** What came of something that may be refused. Outages and bugs are thrown; they are not among the refusals. */
export type Result<Value, Refused extends Refusal> = { readonly ok: true; readonly value: Value } | Refused;

/** What came of something that has nothing to give back. */
export const DONE = { ok: true, value: undefined } as const;

/** The value of what nobody expects to be refused: a refusal is a bug, and thrown as one. */
export function unwrap<Value>(result: Result<Value, Refusal>): Value {
  if (result.ok) return result.value;
  throw new Error(`Unexpected refusal: ${result.reason}`);
}
