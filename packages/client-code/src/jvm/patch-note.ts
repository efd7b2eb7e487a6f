import type { UsageNote } from '../client-language.ts';

/**
 * How the client sends PATCH: it stands on `HttpURLConnection`, which refuses that verb before anything is sent.
 *
 * @param snippet Code in the language, a line each.
 */
export function patchNote(snippet: readonly string[]): UsageNote {
  return {
    concerns: 'IPatch',
    lines: [
      'java.net.HttpURLConnection, on which JsonServiceClient stands, cannot send PATCH.',
      'Send such a request with POST, and say the verb in a header:',
      '',
      ...snippet,
    ],
  };
}
