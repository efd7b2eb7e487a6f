/** Reads a header of a request by its lower-case name. */
export type HeaderReader = (name: string) => string | undefined;
