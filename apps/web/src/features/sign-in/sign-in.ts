import { getCsrfToken } from 'next-auth/react';
import { refusalOf, UNREACHABLE } from './refusal.ts';

/**
 * Signs in with the `emailAddress` and `password` of a form. The client of next-auth would not say how long to wait
 * after too many failures.
 *
 * @returns Why it did not work, in a sentence; nothing when it did.
 */
export async function signIn(form: FormData): Promise<string | undefined> {
  try {
    const body = new URLSearchParams({ json: 'true', csrfToken: (await getCsrfToken()) ?? '' });
    for (const name of ['emailAddress', 'password']) body.set(name, String(form.get(name)));
    const answer = await fetch('/api/auth/callback/credentials', { method: 'POST', body });
    if (answer.ok) return undefined;
    if (answer.status === 401) return 'E-mail address or password is wrong.';
    return await refusalOf(answer);
  } catch {
    return UNREACHABLE;
  }
}
