import type { Context } from '@ai-sessions/api';
import { mayLetAgentsIn, type Principal } from '@ai-sessions/auth';
import { ApiError, type ProgramOperation } from '@ai-sessions/contract';
import { unknownAccounts } from '@ai-sessions/db';
import type { AuthorizationServer, ConsentDecision } from '@ai-sessions/oauth';
import type { RestAnswer, RestRequest } from '@ai-sessions/rest';
import { z } from 'zod';

/** Most bytes of a decision. */
const BODY_LIMIT = 262_144;
/** Most accounts that are named. */
const ACCOUNTS = 1_000;

/** No account has an id that PostgreSQL cannot even be asked for. */
const AccountId = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => !text.includes('\0') && text.isWellFormed());

/** What the consent page sends. */
const Decision = z.discriminatedUnion('allow', [
  z.strictObject({ allow: z.literal(false) }),
  z.strictObject({
    allow: z.literal(true),
    /** Those that the agent may work on: all on which its user may, or these. */
    accounts: z.union([z.literal('all'), z.array(AccountId).min(1).max(ACCOUNTS)]),
  }),
]);
type Allowed = Extract<z.output<typeof Decision>, { allow: true }>;

/** Why somebody cannot let an agent in, in a sentence. */
const NO_ROLE =
  'Letting an agent in needs the role Agent or SystemAdministrator. Ask a system administrator for it.';
const FOREIGN = 'Only the page on which you are asked may answer, in the browser in which you are signed in.';
const GONE = 'This request has been answered, or waited too long. Connect again from the agent.';
const UNREADABLE =
  'Send {"allow": false}, or {"allow": true, "accounts": …} with "all" or at least one account id.';

/**
 * Answers an agent that waits to be let in, as the person on the consent page decides; says where to send their browser.
 *
 * @throws ApiError
 */
export async function decideOnAgent(
  server: AuthorizationServer,
  id: string,
  request: RestRequest,
  context: Context,
): Promise<RestAnswer> {
  const principal = await context.within(() => context.principal());
  if (!principal) throw new ApiError('Unauthorized');
  if (principal.method !== 'browserSession' || context.origin !== 'same') {
    throw new ApiError('Forbidden', { message: FOREIGN });
  }
  const decision = readDecision(await request.body(BODY_LIMIT));
  const redirectTo = await context.atGate(async () =>
    server.decide(
      id,
      request.header('cookie'),
      decision.allow ? await grantOf(decision, principal, context) : decision,
    ),
  );
  if (redirectTo === undefined) throw new ApiError('NotFound', { message: GONE });
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify({ redirectTo }),
  };
}

function readDecision(body: Uint8Array): z.output<typeof Decision> {
  const decision = Decision.safeParse(jsonIn(new TextDecoder().decode(body)));
  if (decision.success) return decision.data;
  throw new ApiError('ValidationException', { message: UNREADABLE });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function grantOf(
  { accounts }: Allowed,
  principal: Principal,
  { services, requestId, address }: Context,
): Promise<ConsentDecision> {
  if (!mayLetAgentsIn(principal)) throw new ApiError('Forbidden', { message: NO_ROLE });
  const accountIds = accounts === 'all' ? [] : [...new Set(accounts)];
  const unknown = await unknownAccounts(services.db, principal.accounts, accountIds);
  if (unknown.length > 0) {
    throw new ApiError('ValidationException', {
      message: 'Some of these accounts are not yours to work on any more. Choose again.',
    });
  }
  if (principal.accounts !== 'all' && principal.accounts.length === 0) {
    throw new ApiError('ValidationException', { message: NO_ACCOUNTS });
  }
  return {
    allow: true,
    userId: principal.userId,
    accountIds,
    by: {
      userId: principal.userId,
      userName: principal.emailAddress,
      way: principal.method,
      operation: 'AllowAgent' satisfies ProgramOperation,
      requestId,
      address,
    },
  };
}

const NO_ACCOUNTS =
  'You may not work on any account yet, so an agent could not either. Ask a system administrator.';
