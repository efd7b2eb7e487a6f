import { DecodeError, positionAt } from './decode-error.ts';

const UTF8_NAMES = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);
const decoder = new TextDecoder('utf-8', { fatal: true });
const exactDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * Turns bytes into text. All text on the wire is UTF-8; a byte order mark is skipped unless it is to be kept.
 *
 * @throws DecodeError for another charset and for bytes that are not UTF-8.
 */
export function decodeText(bytes: Uint8Array, charset?: string, { keepMark = false } = {}): string {
  if (charset !== undefined && !UTF8_NAMES.has(charset.toLowerCase())) {
    throw new DecodeError('The charset must be utf-8. Convert the body.');
  }
  // Read as UTF-8, these would be said to have a fault of syntax, which nobody could see in them.
  if (isWide(bytes)) throw new DecodeError('The body is UTF-16 or UTF-32. Send it as UTF-8.');
  try {
    return (keepMark ? exactDecoder : decoder).decode(bytes);
  } catch {
    throw new DecodeError('The body is not valid UTF-8. Check its encoding.');
  }
}

/** Whether a text begins as in UTF-16 or UTF-32: with their mark, or with a first character that is wider than a byte. */
function isWide([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return hasMark || first === 0 || second === 0;
}

/**
 * The text of a body, without byte order mark.
 *
 * @throws DecodeError as `decodeText`.
 */
export function textOf(input: string | Uint8Array, charset?: string): string {
  const text = typeof input === 'string' ? input : decodeText(input, charset);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/**
 * The text of a body in a format without escapes: what UTF-8 or the database cannot hold is refused.
 *
 * @throws DecodeError as `decodeText`, and with the position of the first character that cannot be stored.
 */
export function storableTextOf(input: string | Uint8Array, charset?: string): string {
  const text = textOf(input, charset);
  const nul = text.indexOf('\0');
  if (nul >= 0)
    throw new DecodeError('The character U+0000 is not allowed.', { position: positionAt(text, nul) });
  if (!text.isWellFormed()) {
    const position = positionAt(text, text.search(HALF_PAIR));
    throw new DecodeError('Half of a surrogate pair is not allowed.', { position });
  }
  return text;
}

/** Whether a text, which may come out of escapes, can be stored exactly. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
