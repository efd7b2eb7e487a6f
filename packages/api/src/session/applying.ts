import { type DescribedSession, planRun, reviewSession, type SessionTag } from '@ai-sessions/apply';
import {
  type AISessionInfo,
  ApiError,
  ApplyAISession,
  GetAISession,
  GetAISessionRun,
  ListAISessionRuns,
  ReviewAISession,
  StopAISessionRun,
  type Value,
} from '@ai-sessions/contract';
import {
  findApplying,
  findRun,
  findSession,
  hasRunEnded,
  listRuns,
  type SessionRecord,
  startRun,
  stopRun,
} from '@ai-sessions/db';
import type { Call } from '../context.ts';
import { joinedSignal } from '../joined-signal.ts';
import { found } from '../missing.ts';
import { transactional } from '../transaction.ts';
import { mutation, query, subscription, waitingMutation, waitingQuery } from '../trpc.ts';
import { answerWith, changedMeanwhile, describedAsRead, sessionOf } from './session-answer.ts';

/** A request is answered after this long, while its run goes on. */
const ANSWER_AFTER_MS = 25_000;
/** How often a run is looked at although nothing was heard of it. */
const LOOK_AGAIN_MS = 1_000;
/** What a review waits for the answers of functions. */
const REVIEW_MS = 4_000;

/** Opens a session for review. */
export const review = waitingQuery(ReviewAISession, async (call) => {
  const { sql, context } = call;
  const { caller, reviews } = context.services;
  const record = await context.atGate(() => sessionOf(call));
  if (!(await reviews.enter())) throw new ApiError('Overloaded', { message: REVIEWS, retryAfter: 4 });
  try {
    const opened = await context.within(() =>
      reviewSession({ sql, caller }, record, AbortSignal.timeout(REVIEW_MS)),
    );
    context.reply.etag = opened.eTag;
    return opened;
  } finally {
    reviews.leave();
  }
});

const REVIEWS = 'Other reviews wait for what functions tell. Open this one again shortly.';

/** Applies a session: starts a run and waits for its end. */
export const applyActions = waitingMutation(ApplyAISession, {
  async begin(call) {
    // Whoever names what they have read is refused by the second attempt; the others get what applies now.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const begun = await tryToBegin(call);
      if (begun !== 'moved') return begun;
    }
    throw await changedMeanwhile(call);
  },

  async await(begun, call) {
    if (begun.preview) return begun.preview;
    await runEnds(call, begun.runId);
    return call.context.atGate(async () => answerWith(await sessionOf(call), call));
  },
});

/** How often a run is planned anew when its session changes at the same moment. */
const ATTEMPTS = 3;

/** What applying has begun: a look ahead, or a run. */
type Begun =
  | { readonly preview: AISessionInfo; readonly runId: undefined }
  | { readonly preview: undefined; readonly runId: string };

/** Plans a run and starts it; `moved` when the session changed in between. */
async function tryToBegin(call: Call<Value<typeof ApplyAISession.request>>): Promise<Begun | 'moved'> {
  const { sql, context } = call;
  const record = await sessionOf(call);
  const described = describedAsRead(record, call);
  const tag = reviewedTag(call, described);
  if (context.services.applyPolicy.needsReview && !tag) throw new ApiError('PreconditionRequired');
  if (call.input.dryRun) return { preview: previewOf(described, call), runId: undefined };
  const { stopped, reason } = await findApplying(sql);
  if (stopped)
    throw new ApiError('ApplyingStopped', reason ? { message: `All applying is stopped: ${reason}` } : {});
  if (record.session.state === 'Applying') throw new ApiError('SessionIsApplying', { retryAfter: 1 });
  const steps = planRun(described, tag);
  if (steps.length === 0) throw new ApiError('NothingToApply');
  requireSecondPerson(
    call,
    described,
    steps.map(({ actionId }) => actionId),
  );
  const outcome = await transactional(call, (tx) =>
    startRun(tx, {
      sessionId: record.session.id,
      version: record.version,
      steps,
      reviewed: tag !== undefined,
      continueAfterFailure: call.input.continueAfterFailure ?? false,
      by: call.by,
    }),
  );
  switch (outcome) {
    case 'moved':
      return 'moved';
    case 'running':
      throw new ApiError('SessionIsApplying', { retryAfter: 1 });
    default:
      return { preview: undefined, runId: outcome };
  }
}

/** The tag of the review that the caller names, if they name one: then what has moved is found out step by step. */
function reviewedTag({ context }: Call<unknown>, { tag }: DescribedSession): SessionTag | undefined {
  const { precondition } = context;
  if (precondition.kind !== 'oneOf') return undefined;
  return precondition.tags.find(({ version, digest }) => version === tag.version && digest === tag.digest);
}

function requireSecondPerson(
  { principal, context }: Call<unknown>,
  { verdicts }: DescribedSession,
  actionIds: readonly string[],
): void {
  if (!context.services.applyPolicy.needsSecondPerson) return;
  const isOwn = verdicts.some(
    ({ action }) =>
      actionIds.includes(action.id) &&
      (action.createdBy === principal.emailAddress ||
        action.earlierVersions?.some(({ replacedBy }) => replacedBy === principal.emailAddress)),
  );
  if (isOwn) throw new ApiError('SecondPersonRequired');
}

/** What applying would do, without doing it. */
function previewOf(described: DescribedSession, { context }: Call<unknown>): AISessionInfo {
  const planned = planRun(described);
  const lines = planned.flatMap(({ actionId }, index) => {
    const verdict = described.verdicts.find(({ action }) => action.id === actionId);
    if (!verdict?.fn) return [];
    const request = context.services.caller.describe({ fn: verdict.fn, values: verdict.values });
    return [`${index + 1}. ${request}\nIdempotency-Key: ${actionId}`];
  });
  const head =
    lines.length === 0
      ? 'Dry run: nothing can be applied.'
      : `Dry run: nothing was sent. ${lines.length} of ${described.verdicts.length} actions would be carried out:`;
  return { ...described.info, log: [head, ...lines].join('\n') };
}

/** Waits until a run has ended, for as long as a client is likely to wait. */
async function runEnds(call: Call<{ readonly sessionId: string }>, runId: string): Promise<void> {
  const { services } = call.context;
  const { signal, leave } = joinedSignal([AbortSignal.timeout(ANSWER_AFTER_MS), services.closing]);
  try {
    for await (const _ of services.feed.changes(call.input.sessionId, signal, LOOK_AGAIN_MS)) {
      if (await hasRunEnded(services.sql, runId)) return;
    }
  } finally {
    leave();
  }
}

/** Lists the runs of a session. */
export const runs = query(ListAISessionRuns, async (call) => {
  await sessionOf(call);
  return listRuns(call.sql, call.input);
});

/** Reads a run. */
export const run = query(GetAISessionRun, async ({ input, principal, sql }) =>
  found(await findRun(sql, principal.accounts, input), 'run of this session', input.runId),
);

/** Stops a run after the call under way. */
const stopRun_ = mutation(StopAISessionRun, async ({ input, principal, by, sql }) => {
  const { runId } = input;
  const known = found(await findRun(sql, principal.accounts, input), 'run of this session', runId);
  if (known.state !== 'Running') {
    throw new ApiError('Conflict', { message: 'This run has ended: there is nothing to stop.' });
  }
  await stopRun(sql, { runId, by });
  return found(await findRun(sql, principal.accounts, input), 'run of this session', runId);
});

/** How often it is checked that a watcher may still look. */
const STILL_ALLOWED_MS = 5_000;

/** Tells a page whenever its session changes: an element with the version that it has then. */
export const watch = subscription({ operation: GetAISession }, async function* (call, signal) {
  const { services } = call.context;
  const { sessionId } = call.input;
  let version: number | undefined;
  for await (const _ of services.feed.changes(sessionId, signal, STILL_ALLOWED_MS)) {
    const record = await stillReadable(call);
    if (!record) return;
    if (record.version === version) continue;
    version = record.version;
    yield { version, state: record.session.state };
  }
});

/** The session, as long as whoever watches it may read it: rights can be withdrawn meanwhile. */
async function stillReadable(call: Call<{ readonly sessionId: string }>): Promise<SessionRecord | undefined> {
  const { authenticator, sql } = call.context.services;
  const principal = await authenticator
    .authenticate(call.context.header, call.context.signInOrigin)
    .catch(() => undefined);
  if (!principal?.roles.includes('SystemAdministrator')) return undefined;
  return findSession(sql, principal.accounts, call.input.sessionId);
}

export { stopRun_ as stopRun };
