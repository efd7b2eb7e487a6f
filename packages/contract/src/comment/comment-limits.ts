/** Longest comment, in Unicode code points. */
export const COMMENT_MAXIMUM = 5_000;
/** Most comments on a session. */
export const MAXIMUM_COMMENTS = 500;
/** Most users whom one comment mentions. */
export const MAXIMUM_MENTIONS = 50;
