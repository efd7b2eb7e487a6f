import { z } from 'zod';

const Refusal = z.object({ responseStatus: z.object({ message: z.string() }) });

/** What is said when there is no answer of ours. */
export const UNREACHABLE = 'The service cannot be reached at the moment. Try again shortly.';

/** What a refused request says about itself. */
export async function refusalOf(answer: Response): Promise<string> {
  return Refusal.parse(await answer.json()).responseStatus.message;
}

/**
 * Sends what a form says to the API.
 *
 * @returns Why it did not work, in a sentence; nothing when it did.
 */
export async function post(path: string, request: object): Promise<string | undefined> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(request),
    });
    return answer.ok ? undefined : await refusalOf(answer);
  } catch {
    return UNREACHABLE;
  }
}
