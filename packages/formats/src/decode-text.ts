import { DecodeError } from './decode-error.ts';

const UTF8_NAMES = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Turns bytes into text. All text on the wire is UTF-8; a byte order mark is skipped.
 *
 * @throws DecodeError for another charset and for bytes that are not UTF-8.
 */
export function decodeText(bytes: Uint8Array, charset?: string): string {
  if (charset !== undefined && !UTF8_NAMES.has(charset.toLowerCase())) {
    throw new DecodeError('The charset must be utf-8. Convert the body.');
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DecodeError('The body is not valid UTF-8. Check its encoding.');
  }
}
