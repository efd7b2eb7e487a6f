import { awaitingAcceptance, type DescribedSession, demandsOf, planRun } from '@ai-sessions/apply';
import { type AISessionInfo, ApiError, type ApplyAISession, writeEntityTag } from '@ai-sessions/contract';
import {
  findApplying,
  findStopOf,
  hasRunEnded,
  type PlannedStep,
  type SessionRecord,
  startRun,
} from '@ai-sessions/db';
import type { Call, CallOf, Services } from '../../context.ts';
import { joinedSignal } from '../../joined-signal.ts';
import { tagAsRead } from '../../precondition.ts';
import { requireDemands } from './apply-demands.ts';
import { answerWith, changedMeanwhile, describedAsRead, sessionOf } from './session-answer.ts';

/** A request is answered after this long, while its run goes on. */
const ANSWER_AFTER_MS = 25_000;
/** How often a run is looked at although nothing was heard of it. */
const LOOK_AGAIN_MS = 1_000;

/** Applies a session: starts a run and waits for its end. */
export const applyAISession = {
  async begin(call: CallOf<typeof ApplyAISession>) {
    // Whoever names what they have read is refused by the second attempt; the others get what applies now.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const begun = await tryToBegin(call);
      if (begun !== 'moved') return begun;
    }
    throw await changedMeanwhile(call);
  },

  async await(begun: Begun, call: CallOf<typeof ApplyAISession>) {
    if (begun.preview) return begun.preview;
    await runEnds(call.context.services, begun.runId);
    return call.context.atGate(async () => answerWith(await sessionOf(call), call));
  },
};

/** How often a run is planned anew when its session changes at the same moment. */
const ATTEMPTS = 3;

/** What applying has begun: a look ahead, or a run. */
type Begun =
  | { readonly preview: AISessionInfo; readonly runId: undefined }
  | { readonly preview: undefined; readonly runId: string };

/** Plans a run and starts it; `moved` when the session changed in between. */
async function tryToBegin(call: CallOf<typeof ApplyAISession>): Promise<Begun | 'moved'> {
  const { db, context } = call;
  const record = await sessionOf(call);
  const described = describedAsRead(record, call);
  // What has moved since the caller read it is found out step by step.
  const tag = tagAsRead(context.precondition, described.tag, described.reviewTag);
  if (context.services.applyPolicy.needsReview && !tag) throw new ApiError('PreconditionRequired');
  if (call.input.dryRun) return { preview: previewOf(described, call), runId: undefined };
  const { stopped, reason } = await findApplying(db);
  if (stopped)
    throw new ApiError('ApplyingStopped', reason ? { message: `All applying is stopped: ${reason}` } : {});
  if (record.session.state === 'Applying') throw new ApiError('SessionIsApplying', { retryAfter: 1 });
  const steps = planRun(described, tag);
  if (steps.length === 0) throw nothingToApply(described);
  await requireNotStopped(call, record, steps);
  requireSecondPerson(
    call,
    described,
    steps.map(({ actionId }) => actionId),
  );
  await requireDemands(call, record, described);
  const started = await startRun(db, {
    sessionId: record.session.id,
    version: record.version,
    steps,
    reviewed: tag !== undefined,
    reviewTag: tag && writeEntityTag(tag),
    continueAfterFailure: call.input.continueAfterFailure ?? false,
    by: call.by,
  });
  if (started.ok) return { preview: undefined, runId: started.value };
  if (started.reason === 'moved') return 'moved';
  throw new ApiError('SessionIsApplying', { retryAfter: 1 });
}

/** That neither the account is stopped nor an agent that has proposed what would be applied. */
async function requireNotStopped(
  { db }: Call<unknown>,
  { session }: SessionRecord,
  steps: readonly PlannedStep[],
): Promise<void> {
  const ids = steps.map(({ actionId }) => actionId);
  const reason = await findStopOf(db, session.accountId, ids);
  if (reason === undefined) return;
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  throw new ApiError('ApplyingStopped', { message: `Nothing was applied. ${sentence}` });
}

function nothingToApply({ info }: DescribedSession): ApiError {
  const isAsked = info.actions?.some(({ mayBeDoneTwice }) => mayBeDoneTwice);
  return new ApiError('NothingToApply', isAsked ? { message: ASKED_FIRST } : {});
}

const ASKED_FIRST =
  'What is left may have taken effect already, and a repeat may do it twice. Find out and say what became of each action (its settlement), or accept it anew to have it repeated all the same.';

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
    const request = context.services.caller.describe({
      fn: verdict.fn,
      values: verdict.values,
      traceParent: verdict.action.traceParent,
    });
    const demands = demandsOf(verdict).map((demand) => `Demanded first: ${demand}`);
    return [[`${index + 1}. ${request}`, `Idempotency-Key: ${actionId}`, ...demands].join('\n')];
  });
  const awaiting = awaitingAcceptance(described.verdicts);
  const head =
    lines.length === 0
      ? 'Dry run: nothing can be applied.'
      : awaiting.length > 0
        ? `Dry run: nothing was sent. Applying would be refused as long as a person has not accepted ${awaiting.length} of ${lines.length} actions:`
        : `Dry run: nothing was sent. ${lines.length} of ${described.verdicts.length} actions would be carried out:`;
  return { ...described.info, log: [head, ...lines].join('\n') };
}

/** Waits until a run has ended, for as long as a client is likely to wait. */
async function runEnds(services: Services, runId: string): Promise<void> {
  const { signal, leave } = joinedSignal([AbortSignal.timeout(ANSWER_AFTER_MS), services.closing]);
  try {
    for await (const _ of services.feed.changes(runId, signal, LOOK_AGAIN_MS)) {
      if (await hasRunEnded(services.db, runId)) return;
    }
  } finally {
    leave();
  }
}
