/** An OpenID provider, and what is made of what it says about people. */
export interface OidcSettings {
  /** Address of the provider, as it calls itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it: "Example Inc.". */
  readonly name: string;
  readonly scope: string;
  /** Where in the claims the groups or roles stand: `groups`, `realm_access.roles`. Without, roles are left alone. */
  readonly rolesClaim: string | undefined;
  /** Our roles by theirs, whose names are in NFC. What is not in it grants nothing. */
  readonly roleMap: ReadonlyMap<string, readonly string[]>;
  /** Whether e-mail addresses count without being marked as verified. */
  readonly trustEmail: boolean;
  /** Whether somebody who is not known yet becomes a user. */
  readonly createUsers: boolean;
}
