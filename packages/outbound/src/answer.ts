import type { Readable } from 'node:stream';

/** What was read of a body. */
export interface Body {
  readonly bytes: Buffer;
  /** Whether that is all of it. */
  readonly complete: boolean;
}

/** Reads at most `limit` bytes. A body that breaks off is one that is not complete. */
export async function readBody(body: Readable, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Ending early destroys the stream, which reports that as an error.
  body.on('error', () => {});
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes.subarray(0, limit - size));
      size += bytes.length;
      if (size > limit) break;
    }
  } catch {
    return { bytes: Buffer.concat(chunks), complete: false };
  }
  return { bytes: Buffer.concat(chunks), complete: size <= limit };
}

/** The first `characters` (code points) of a text; NUL, which databases do not store, is replaced as broken UTF-8 is. */
export function excerptOf(
  { text, complete }: { readonly text: string; readonly complete: boolean },
  characters: number,
): { excerpt: string; truncated: boolean } {
  const stored = text.replaceAll('\0', '\ufffd');
  const excerpt = [...stored.slice(0, 2 * characters)].slice(0, characters).join('');
  return { excerpt, truncated: !complete || excerpt.length < stored.length };
}

/** Seconds that `Retry-After` asks to wait, from a number of them or from a date; undefined if it is neither. */
export function retryAfterOf(
  value: string | string[] | undefined,
  now: number = Date.now(),
): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const at = value.endsWith(' GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
