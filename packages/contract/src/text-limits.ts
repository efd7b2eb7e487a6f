/** Longest purpose, in Unicode code points. */
export const PURPOSE_MAXIMUM = 2_000;

/** Fewest characters of a password. */
export const PASSWORD_MINIMUM = 8;
