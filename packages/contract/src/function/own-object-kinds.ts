/** Kinds of objects of our own, whose accounts are known here. */
export const ownObjectKinds = ['AISession', 'Account', 'ApiKey', 'User'] as const;

/** One of {@link ownObjectKinds}. */
export type OwnObjectKind = (typeof ownObjectKinds)[number];

/** Where the account stands in an answer that says nothing of that. */
export const DEFAULT_ACCOUNT_POINTER = '/accountId';
