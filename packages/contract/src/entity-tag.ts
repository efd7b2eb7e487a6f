const TAGS = /(?:W\/)?("[^"]*")/g;
/** What servers add to a tag when they compress: Apache httpd and Caddy the first, Jetty the second, others the third. */
const CODINGS = ['-', '--', ';'].flatMap((mark) =>
  ['gzip', 'br', 'zstd', 'deflate'].map((coding) => `${mark}${coding}"`),
);

/**
 * The entity tags in `If-Match` or `If-None-Match`, as this service wrote them. A proxy that compresses an answer makes
 * its tag a weak one (`W/"…"`) or adds the coding to it, and its clients know no other. Our tags name the state of a
 * record or document, however its text is packed, so those are the same ones here.
 *
 * @returns Each tag, and before it, when it ends as one with a coding does, what it would be without.
 */
export function entityTagsIn(header: string): readonly string[] {
  return Array.from(header.matchAll(TAGS), ([, tag = '']) => tag).flatMap((tag) => [
    ...CODINGS.filter((coding) => tag.endsWith(coding)).map((coding) => `${tag.slice(0, -coding.length)}"`),
    tag,
  ]);
}
