import { z } from 'zod';

const Status = z.object({
  isAuthenticated: z.boolean().optional(),
  id: z.string().optional(),
  emailAddress: z.string().optional(),
});

/** Who is signed in in this browser by now; `undefined` when nobody is, or nobody knows. */
export async function readVisitor(): Promise<{ id: string; emailAddress: string } | undefined> {
  try {
    const answer = await fetch('/auth/status', { headers: { accept: 'application/json' } });
    const { isAuthenticated, id, emailAddress } = Status.parse(await answer.json());
    return isAuthenticated && id && emailAddress ? { id, emailAddress } : undefined;
  } catch {
    return undefined;
  }
}
