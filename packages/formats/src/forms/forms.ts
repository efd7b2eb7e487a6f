import { DecodeError, positionAt } from '../decode-error.ts';
import { decodeText, isStorable } from '../decode-text.ts';
import { MEMBER_LIMIT } from '../limits.ts';
import type { FormField } from './form-field.ts';
import { parameterOf } from './header-parameter.ts';
import { decodeMultipart } from './multipart.ts';

/** A way to send a form. */
export interface FormCodec {
  /**
   * @param contentType The whole `Content-Type`: it has the charset and the boundary.
   * @throws DecodeError for a form that cannot be read.
   */
  decode(bytes: Uint8Array, contentType: string): readonly FormField[];
}

/**
 * Reads `name=value` pairs joined by ampersands, as queries and forms have them. A name without an equals sign
 * has an empty value.
 *
 * @throws DecodeError when it is not percent-encoded UTF-8, holds U+0000 or has too many fields.
 */
export function decodePairs(text: string): readonly FormField[] {
  const fields: FormField[] = [];
  for (let start = 0; start <= text.length; ) {
    const ampersand = text.indexOf('&', start);
    const end = ampersand < 0 ? text.length : ampersand;
    if (end > start) {
      if (fields.length === MEMBER_LIMIT)
        throw new DecodeError(`There are more than ${MEMBER_LIMIT} fields.`);
      fields.push(decodePair(text, start, end));
    }
    start = end + 1;
  }
  return fields;
}

function decodePair(text: string, start: number, end: number): FormField {
  const pair = text.slice(start, end);
  const equals = pair.indexOf('=');
  const name = decodePart(equals < 0 ? pair : pair.slice(0, equals));
  const value = equals < 0 ? '' : decodePart(pair.slice(equals + 1));
  if (name === undefined || value === undefined || !isStorable(name) || !isStorable(value)) {
    const position = positionAt(text, start);
    throw new DecodeError('This is not percent-encoded UTF-8 without U+0000. Encode it again.', { position });
  }
  return { name, value };
}

/** Undefined when it is not percent-encoded UTF-8. */
function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** The ways to send a form, by media type. */
export const forms: Readonly<Record<string, FormCodec>> = {
  'application/x-www-form-urlencoded': {
    decode: (bytes, contentType) => decodePairs(decodeText(bytes, parameterOf(contentType, 'charset'))),
  },
  'multipart/form-data': { decode: decodeMultipart },
};
