/** Names a run that a process holds. */
export interface RunKey {
  readonly runId: string;
  readonly holder: string;
}
