import type { UserInfo } from '@ai-sessions/contract';
import type { AccountScope } from '@ai-sessions/db';

/** How a caller proved who they are. */
export type SignInMethod = 'password' | 'apiKey' | 'browserSession' | 'token' | 'oauth';

/** What the caller is. An agent reads and proposes, and never decides. */
export type PrincipalKind = 'person' | 'integration' | 'agent';

/** What a Manager may do at most. */
export type ManagerAccess = NonNullable<UserInfo['managerAccess']>;

/** An agent that a user has let in by OAuth. */
export interface ActingAgent {
  /** What the user allowed it: its actions belong to this. */
  readonly grantId: string;
  /** What it calls itself. */
  readonly name: string;
}

/** What an API key may do at most; what is absent holds as for all of its kind. */
export interface KeyLimits {
  readonly callsPerMinute: number | undefined;
  readonly maxOpenProposals: number | undefined;
}

/** That a person has stopped an agent. */
export interface AgentStop {
  readonly reason: string | undefined;
}

/** Who is asking. Procedures look only at this. */
export interface Principal {
  readonly userId: string;
  /** In lower case; written into `createdBy` and `lastModifiedBy`. */
  readonly emailAddress: string;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  /** The roles that count for this request: those of the user, or fewer with an API key or as an agent. */
  readonly roles: readonly string[];
  /** Accounts that may be worked on: all for a system administrator, else the granted ones, or fewer with an API key or as an agent. */
  readonly accounts: AccountScope;
  /** What they may do as a Manager at most. */
  readonly managerAccess: ManagerAccess;
  /** Areas of the platform's dashboard that they may open; nothing here depends on them. */
  readonly dashboardPermissions: NonNullable<UserInfo['dashboardPermissions']>;
  readonly kind: PrincipalKind;
  readonly method: SignInMethod;
  /**
   * Whether a person has signed in: by password, in the browser, or with a token of their own that was made from such a
   * sign-in. No API key, of whatever kind, had a part in it.
   */
  readonly asPerson: boolean;
  /** When they signed in, ISO 8601; absent when they do so with every request. */
  readonly signedInAt: string | undefined;
  /** The API key of the request. */
  readonly apiKeyId: string | undefined;
  /** When this key expires, ISO 8601. */
  readonly dateKeyExpires: string | undefined;
  /** The agent that acts for the user by OAuth. */
  readonly agent: ActingAgent | undefined;
  /** What the API key may do at most, where that is set for it. */
  readonly limits: KeyLimits;
  /** Present while a person has stopped the agent that asks, or whatever works in the name of the user. */
  readonly stop: AgentStop | undefined;
  /** The browser session of the request. */
  readonly browserSessionId: string | undefined;
}
