/** Asks for every time that a session was applied, newest first. */
export function runListInput(sessionId: string) {
  return { sessionId, countPerPage: 10, simplifiedPaging: true };
}
