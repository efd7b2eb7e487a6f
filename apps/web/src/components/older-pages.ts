/** How a list goes on that grows page by page. */
export const olderPages = {
  getNextPageParam: ({ nextCursor }: { readonly nextCursor?: string | undefined }) => nextCursor,
};
