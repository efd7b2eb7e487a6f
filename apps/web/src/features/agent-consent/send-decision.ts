import { z } from 'zod';

/** What somebody says to an agent that waits. */
export type Decision =
  | { readonly allow: false }
  | { readonly allow: true; readonly accounts: 'all' | readonly string[] };

const Accepted = z.object({ redirectTo: z.string() });
const Refused = z.object({ responseStatus: z.object({ message: z.string() }) });

const UNREACHABLE = 'The service cannot be reached. Check your connection, then try again.';

/** Tells the service, and says where the browser goes on to, or what is wrong in a sentence. */
export async function sendDecision(
  id: string,
  decision: Decision,
): Promise<{ readonly redirectTo: string } | { readonly problem: string }> {
  try {
    const answer = await fetch(`/oauth/consent/${id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(decision),
    });
    const body: unknown = await answer.json();
    if (answer.ok) return Accepted.parse(body);
    if (answer.status === 401) return { problem: 'You are signed out by now. Reload this page to sign in.' };
    return { problem: Refused.safeParse(body).data?.responseStatus.message ?? UNREACHABLE };
  } catch {
    return { problem: UNREACHABLE };
  }
}
