/** Deepest nesting of objects and lists. */
export const DEPTH_LIMIT = 64;
/** Most members of one object, and most fields of a form. */
export const MEMBER_LIMIT = 1_000;
/** A dictionary key that JavaScript would take for the prototype of the dictionary; refused. */
export const PROTOTYPE_NAME = '__proto__';
