/** Asks for the comments that mention the visitor and that they have not seen, newest first. */
export const mentionListInput = { seen: false, countPerPage: 10, simplifiedPaging: true };
