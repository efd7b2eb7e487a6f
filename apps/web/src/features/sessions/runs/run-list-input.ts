/** Asks for every time that a session was applied, newest first. */
export function runListInput(sessionId: string) {
  return { sessionId, countPerPage: 10, simplifiedPaging: true };
}

/** How the list goes on. */
export const olderRuns = {
  getNextPageParam: ({ nextCursor }: { readonly nextCursor?: string | undefined }) => nextCursor,
};
