import { createOutbound, type Network, parseTargets } from '@ai-sessions/outbound';

/** Most bytes of a metadata document; those of real clients have some hundred. */
const DOCUMENT_BYTES = 65_536;
const TOTAL_MS = 4_000;

/** Why a client has no metadata document, in a sentence for whoever was sent here by the client. */
export class DocumentProblem extends Error {}

/**
 * Fetches a metadata document as `fetch` does.
 *
 * @throws DocumentProblem
 */
export type FetchDocument = (url: string) => Promise<Response>;

/**
 * Makes what fetches metadata documents of clients. Strangers name their addresses, so it goes through the guarded way out:
 * https only, no private addresses but those that may be called, no redirects, bounded in size and time.
 *
 * @param allowPrivate Networks that may be called although they are not public.
 */
export function createDocumentFetch(allowPrivate: readonly Network[]): FetchDocument {
  return async (url) => {
    const { origin, protocol } = new URL(url);
    if (protocol !== 'https:') throw new DocumentProblem('A metadata document has an https address.');
    const outbound = createOutbound({
      targets: parseTargets(origin),
      allowPrivate,
      limits: {
        totalMs: TOTAL_MS,
        connectMs: TOTAL_MS,
        bodyBytes: DOCUMENT_BYTES,
        excerptChars: DOCUMENT_BYTES,
      },
    });
    const result = await outbound.call({ method: 'GET', url, headers: { Accept: 'application/json' } });
    if (result.kind !== 'answered') {
      throw new DocumentProblem(`The metadata document of this agent was not fetched: ${result.reason}.`);
    }
    if (result.status !== 200) {
      throw new DocumentProblem(`The metadata document of this agent was answered with ${result.status}.`);
    }
    if (result.truncated) {
      throw new DocumentProblem('The metadata document of this agent is too long or broke off.');
    }
    if (!isJson(result.excerpt)) {
      throw new DocumentProblem('The metadata document of this agent is not JSON.');
    }
    return new Response(result.excerpt, { status: result.status });
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
