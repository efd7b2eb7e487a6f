import { DecodeError } from './decode-error.ts';
import { decodeText } from './decode-text.ts';
import { MEMBER_LIMIT } from './limits.ts';

/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly value: string;
}

/** A way to send a form. */
export interface FormCodec {
  /** @throws DecodeError for a form that cannot be read. */
  decode(bytes: Uint8Array, contentType: string): readonly FormField[];
}

/**
 * Reads `name=value` pairs joined by ampersands, as queries and forms have them. A name without an equals sign
 * has an empty value.
 *
 * @throws DecodeError when it is not percent-encoded UTF-8 or has too many fields.
 */
export function decodePairs(text: string): readonly FormField[] {
  const fields: FormField[] = [];
  for (const pair of text.split('&', MEMBER_LIMIT + 2)) {
    if (pair === '') continue;
    if (fields.length === MEMBER_LIMIT) throw new DecodeError(`There are more than ${MEMBER_LIMIT} fields.`);
    const equals = pair.indexOf('=');
    fields.push({
      name: decodePart(equals < 0 ? pair : pair.slice(0, equals)),
      value: equals < 0 ? '' : decodePart(pair.slice(equals + 1)),
    });
  }
  return fields;
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new DecodeError('This is not valid percent-encoded UTF-8. Encode it again.');
  }
}

/** The ways to send a form, by media type. */
export const forms: Readonly<Record<string, FormCodec>> = {
  'application/x-www-form-urlencoded': { decode: (bytes) => decodePairs(decodeText(bytes)) },
};
