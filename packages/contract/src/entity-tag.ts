/** What an ETag of this service says. */
export interface EntityTag {
  /** Counts the changes of the record; 0 where they are not counted. */
  readonly version: number;
  /** 22 characters of base64url that name what was answered with. */
  readonly digest: string;
  /** What else its writer has to know again: digits, `a` to `f`, dots and underscores. */
  readonly detail?: string;
}

const TAG = /^"(\d{1,10})-([\w-]{22})(?:-([0-9a-f_.]*))?(?:-(?:xml|jsv|csv|jsonl|html))?"$/;
/** What PostgreSQL holds as a version; a greater one is none of ours. */
const MAXIMUM_VERSION = 2_147_483_647;

/** The text of an ETag, in quotation marks. */
export function writeEntityTag({ version, digest, detail }: EntityTag): string {
  return `"${version}-${digest}${detail === undefined ? '' : `-${detail}`}"`;
}

/** Reads an ETag of ours, whichever format its answer had; `undefined` for any other text. */
export function readEntityTag(text: string): EntityTag | undefined {
  const [, version, digest, detail] = TAG.exec(text) ?? [];
  if (version === undefined || digest === undefined || Number(version) > MAXIMUM_VERSION) return undefined;
  return { version: Number(version), digest, ...(detail === undefined ? {} : { detail }) };
}

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
