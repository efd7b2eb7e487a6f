import type { HeaderReader } from './header-reader.ts';

/** The form in which browsers and programs sign in for a cookie; ServiceStack's clients know it. */
const CREDENTIALS = 'credentials realm="/auth/credentials"';

/** Clients that send a password only when they are asked for it know no other scheme of ours. */
const BASIC = 'Basic realm="AI Sessions", charset="UTF-8"';

/** Of several lines, GNU Wget 1 reads the last as if it were the one it knows, and aborts when it knows none. */
const READS_ONE_LINE = /^Wget\/1\./;

/**
 * The values of `WWW-Authenticate` on an answer 401, a header line each, the one that most clients know first. Browsers
 * are not offered Basic: they would ask for a password in a dialog of their own, over our page, and never forget it.
 *
 * @param header Reads the headers of the request.
 */
export function challengesFor(header: HeaderReader): readonly string[] {
  if (isBrowser(header)) return [CREDENTIALS];
  return READS_ONE_LINE.test(header('user-agent') ?? '') ? [BASIC] : [BASIC, CREDENTIALS];
}

/**
 * Whether the client is a browser. Browsers tell where a request comes from (`Sec-Fetch-Site`), but not to a host
 * without TLS; there they are known by asking for a page, by what scripts add, and by what they send with everything:
 * the languages of their user, under a name that begins as all theirs do. Old components of Windows begin theirs so
 * too, some with a version of their own, and name no language.
 */
function isBrowser(header: HeaderReader): boolean {
  return (
    header('sec-fetch-site') !== undefined ||
    header('x-requested-with') !== undefined ||
    /\b(?:text\/html|application\/xhtml\+xml)\b/i.test(header('accept') ?? '') ||
    (header('user-agent')?.startsWith('Mozilla/5.0 ') === true && header('accept-language') !== undefined)
  );
}
