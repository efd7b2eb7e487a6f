import {
  awaitingAcceptance,
  carriedOutNow,
  confirmationFor,
  type DescribedSession,
  lackOfAcceptance,
} from '@ai-sessions/apply';
import { ApiError, type ApplyAISession, type ErrorCode } from '@ai-sessions/contract';
import { isRecentSignIn, type SessionRecord } from '@ai-sessions/db';
import type { CallOf } from '../../context.ts';

type ApplyCall = CallOf<typeof ApplyAISession>;
type Verdicts = DescribedSession['verdicts'];

/** How old a sign-in may be with which something irreversible is applied. */
const RECENT_SECONDS = 15 * 60;
/** Actions that the sentence of a refusal names; its list has all. */
const TOLD = 3;

/**
 * Makes sure that what applying would carry out was accepted by a person where that is demanded, and that whoever applies
 * it may.
 *
 * @throws ApiError `AcceptanceRequired`, `SecondPersonRequired`, `BrowserRequired`, `ConfirmationRequired`,
 *   `ConfirmationMismatch`, `ReauthenticationRequired`
 */
export async function requireDemands(
  call: ApplyCall,
  record: SessionRecord,
  { verdicts }: DescribedSession,
): Promise<void> {
  const awaiting = awaitingAcceptance(verdicts);
  if (awaiting.length > 0) throw refused('AcceptanceRequired', awaiting, verdicts, ACCEPT_FIRST);
  const carriedOut = carriedOutNow(verdicts);
  const own = carriedOut.filter(
    ({ action, fn }) => fn?.info.needsSecondPerson && action.acceptedByUserId === call.principal.userId,
  );
  if (own.length > 0) throw refused('SecondPersonRequired', own, verdicts, ANOTHER_APPLIES);
  if (carriedOut.some(({ fn }) => fn?.info.risk === 'Irreversible')) await requireConfirmation(call, record);
}

const ACCEPT_FIRST = 'Nothing was carried out: a person has to accept these actions first, or refuse them.';
const ANOTHER_APPLIES =
  'Nothing was carried out: you have accepted these actions, so somebody else has to apply them.';

/** A refusal that names the actions it is about. */
function refused(code: ErrorCode, about: Verdicts, verdicts: Verdicts, sentence: string): ApiError {
  const ids = about.map(({ action }) => action.id);
  const told = ids.slice(0, TOLD).join(', ');
  const more = ids.length > TOLD ? ` and ${ids.length - TOLD} more` : '';
  return new ApiError(code, {
    message: `${sentence} Actions: ${told}${more}.`,
    fields: about.map((verdict) => ({
      errorCode: code,
      fieldName: `Actions[${verdicts.indexOf(verdict)}]`,
      message: `${verdict.action.id}: ${lackOfAcceptance(verdict) ?? sentence}`,
    })),
    meta: { ActionIds: ids.join(',') },
  });
}

/** What cannot be undone is applied by somebody who sits before it, and knows for whom. */
async function requireConfirmation({ input, principal, db, context }: ApplyCall, record: SessionRecord) {
  const { method, browserSessionId } = principal;
  if (method !== 'browserSession' || browserSessionId === undefined || context.inBatch) {
    throw new ApiError('BrowserRequired');
  }
  if (!input.confirmation) throw unconfirmed('ConfirmationRequired', "'Confirmation' must not be empty.");
  if (input.confirmation.normalize() !== confirmationFor(record).normalize()) {
    throw unconfirmed('ConfirmationMismatch', "'Confirmation' is not the name of the customer.");
  }
  if (!(await isRecentSignIn(db, browserSessionId, RECENT_SECONDS))) {
    throw new ApiError('ReauthenticationRequired');
  }
}

function unconfirmed(code: 'ConfirmationRequired' | 'ConfirmationMismatch', message: string): ApiError {
  const fields = [{ errorCode: code, fieldName: 'Confirmation', message }];
  return new ApiError(code, { fields, message: undefined });
}
