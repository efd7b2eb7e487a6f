/** Deepest nesting of objects and lists. */
export const DEPTH_LIMIT = 64;
/** Most members of one object, and most fields of a form. */
export const MEMBER_LIMIT = 1_000;
