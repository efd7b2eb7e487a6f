/** What is said about the codes that a failed sign-in comes back with. */
const problems: Readonly<Record<string, string>> = {
  EmailNotVerified:
    'The provider has not verified your e-mail address. Verify it there, or ask an administrator.',
  UnknownUser: 'You are known to the provider, but not here. Ask an administrator to add you.',
  DisabledUser: 'You cannot sign in here any more. Ask an administrator.',
  OAuthSignin: 'The provider cannot be reached at the moment. Try again shortly.',
  OAuthCallback: 'The sign-in at the provider was not finished. Try again.',
};

const OTHER = 'The sign-in did not work. Try again.';

/** What to say about an earlier attempt; nothing when there was none. Text from the address itself never shows. */
export function problemOf(code: string | readonly string[] | undefined): string | undefined {
  if (code === undefined) return undefined;
  return typeof code === 'string' && Object.hasOwn(problems, code) ? problems[code] : OTHER;
}
