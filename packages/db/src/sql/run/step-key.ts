/** Names a step of a run that a process holds. */
export interface StepKey {
  readonly runId: string;
  readonly holder: string;
  readonly actionId: string;
}
