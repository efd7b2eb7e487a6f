import type { Role } from '@ai-sessions/contract';
import type {
  AccountScope,
  StoredAgentGrant,
  StoredApiKey,
  StoredBrowserSession,
  StoredUser,
} from '@ai-sessions/db';
import type { AgentStop, ManagerAccess, Principal, PrincipalKind, SignInMethod } from './principal.ts';

const ADMINISTRATOR: Role = 'SystemAdministrator';
/** The roles by which somebody may propose: all that an agent let in by OAuth has of its user's. */
const PROPOSING: readonly Role[] = [ADMINISTRATOR, 'Agent'];

/** How a request was authenticated. */
export interface SignIn {
  readonly user: StoredUser;
  readonly method: SignInMethod;
  readonly apiKey?: StoredApiKey;
  readonly browserSession?: StoredBrowserSession;
  readonly agentGrant?: StoredAgentGrant;
  /** Whether a token was made by the user themselves, who had signed in without an API key. */
  readonly tokenOfPerson?: boolean;
  /** ISO 8601. */
  readonly signedInAt?: string;
}

/** The caller of a request, with the rights that count for it. */
export function principalOf(signIn: SignIn): Principal {
  const { user, method, apiKey, browserSession, agentGrant, tokenOfPerson = false, signedInAt } = signIn;
  const roles = limited(user.roles, agentGrant ? PROPOSING : apiKey?.keyRoles);
  return {
    userId: user.id,
    emailAddress: user.emailAddress,
    firstName: user.firstName ?? undefined,
    lastName: user.lastName ?? undefined,
    roles,
    accounts: accountsOf(user, roles, agentGrant?.grantAccountIds ?? apiKey?.keyAccountIds),
    managerAccess: managerAccessOf(user),
    dashboardPermissions: user.dashboardPermissions,
    kind: agentGrant ? 'agent' : apiKey ? kindOf(apiKey.kind) : 'person',
    method,
    asPerson: !apiKey && !agentGrant && (method !== 'token' || tokenOfPerson),
    signedInAt: signedInAt ?? browserSession?.dateSignedIn,
    apiKeyId: apiKey?.apiKeyId,
    dateKeyExpires: apiKey?.dateKeyExpires ?? undefined,
    agent: agentGrant && { grantId: agentGrant.agentGrantId, name: agentGrant.clientName },
    limits: {
      callsPerMinute: apiKey?.callsPerMinute ?? undefined,
      maxOpenProposals: apiKey?.maxOpenProposals ?? undefined,
    },
    stop: stopOf(signIn),
    browserSessionId: browserSession?.browserSessionId,
  };
}

/** Whether a user may let an agent propose in their name. */
export function mayLetAgentsIn({ roles }: Pick<StoredUser, 'roles'>): boolean {
  return PROPOSING.some((role) => roles.includes(role));
}

/** The stop of a user counts for all of their keys, and for all agents that they have let in. */
function stopOf({ user, apiKey, agentGrant }: SignIn): AgentStop | undefined {
  if (user.stopped) return { reason: user.stopReason ?? undefined };
  if (agentGrant?.grantStopped) return { reason: agentGrant.grantStopReason ?? undefined };
  return apiKey?.keyStopped ? { reason: apiKey.keyStopReason ?? undefined } : undefined;
}

/** What a user may do as a Manager at most: everything, unless somebody has set less. */
export function managerAccessOf({ managerAccess }: StoredUser): ManagerAccess {
  return managerAccess ?? 'ReadWriteDelete';
}

/** A key or agent never has more than its owner; an empty list stands for all that the owner has. */
function limited(owned: readonly string[], ofKey: readonly string[] = []): readonly string[] {
  return ofKey.length === 0 ? owned : owned.filter((one) => ofKey.includes(one));
}

/**
 * A system administrator works on all accounts. A key of theirs without that role works on those it names, or else on
 * those that were granted.
 */
function accountsOf(user: StoredUser, roles: readonly string[], ofKey: readonly string[] = []): AccountScope {
  if (ofKey.length === 0) return roles.includes(ADMINISTRATOR) ? 'all' : user.accountIds;
  return user.roles.includes(ADMINISTRATOR) ? ofKey : limited(user.accountIds, ofKey);
}

/** A kind that is not known has the fewest rights. */
function kindOf(stored: string): PrincipalKind {
  switch (stored) {
    case 'Person':
      return 'person';
    case 'Integration':
      return 'integration';
    default:
      return 'agent';
  }
}
