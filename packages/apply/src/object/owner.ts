/** What was found out about the account of an object. */
export type Owner =
  | {
      readonly kind: 'owned';
      /** Absent for an object of no account, of several, or of one that may not be told. */
      readonly accountId: string | undefined;
    }
  /** There is no such object. */
  | { readonly kind: 'unknown' }
  /** It could not be found out. The reason is a phrase for people. */
  | { readonly kind: 'unresolved'; readonly reason: string };

/** What was found out about objects, by their keys. */
export type Owners = ReadonlyMap<string, Owner>;
