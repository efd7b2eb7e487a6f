import type { AccountInfo } from '@ai-sessions/contract';
import type { Services } from '../context.ts';

/** What the secret of an account of Twilio is sealed for. The headers of functions are sealed for their names, which have no blanks. */
export const TWILIO_SECRET = 'account TwilioAuthToken';

/** The form of SIDs of Twilio: two letters that tell the kind, and 32 hexadecimal digits. */
const ACCOUNT_SID = /^AC[0-9a-f]{32}$/i;
const TRUST_HUB_SID = /^BU[0-9a-f]{32}$/i;

/**
 * What a check of an account says: all that is wrong, or that nothing is. Nobody else is asked.
 *
 * @param twilioAuthToken Sealed.
 */
export function checkedAccount(
  account: AccountInfo,
  twilioAuthToken: string | undefined,
  { opens }: Pick<Services, 'opens'>,
): string {
  const { twilioAccountSid, trustHubProfileSid } = account;
  const problems = [
    twilioAccountSid !== undefined &&
      twilioAuthToken === undefined &&
      'It has a SID of Twilio without the secret: set TwilioAuthToken.',
    twilioAccountSid === undefined &&
      twilioAuthToken !== undefined &&
      'It has a secret of Twilio without the SID: set TwilioAccountSid.',
    twilioAuthToken !== undefined &&
      !opens(twilioAuthToken, TWILIO_SECRET) &&
      'Its secret of Twilio cannot be decrypted, because AUTH_SECRET has changed since: set TwilioAuthToken again.',
    twilioAccountSid !== undefined &&
      !ACCOUNT_SID.test(twilioAccountSid) &&
      'Its SID of Twilio does not look like one: AC and 32 hexadecimal digits.',
    trustHubProfileSid !== undefined &&
      !TRUST_HUB_SID.test(trustHubProfileSid) &&
      'The SID of its TrustHub profile does not look like one: BU and 32 hexadecimal digits.',
  ].filter((problem) => problem !== false);
  return problems.length === 0 ? 'The account is in order.' : problems.join(' ');
}
