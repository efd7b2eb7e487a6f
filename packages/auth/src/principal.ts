/** How a caller proved who they are. */
export type SignInMethod = 'password' | 'apiKey' | 'browserSession';

/** Who is asking. Procedures look only at this. */
export interface Principal {
  readonly userId: string;
  /** In lower case; written into `createdBy` and `lastModifiedBy`. */
  readonly emailAddress: string;
  readonly name: string | undefined;
  readonly roles: readonly string[];
  readonly method: SignInMethod;
}
