/** Names a comment in the address of the page of its session. */
export function commentAnchor(commentId: string): string {
  return `comment-${commentId}`;
}
