import { DecodeError } from '../decode-error.ts';
import { decodeText, isStorable } from '../decode-text.ts';
import { MEMBER_LIMIT } from '../limits.ts';
import type { FormField } from './form-field.ts';
import { parameterOf } from './header-parameter.ts';

const BOUNDARY = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/;
const HEADERS_LIMIT = 4_096;
const IDENTITIES = new Set(['7bit', '8bit', 'binary']);

/**
 * Reads a `multipart/form-data` body that is there as a whole. Only fields are taken: this API has no use for
 * files. Own code, because the kept libraries read streams and answer later.
 *
 * @throws DecodeError for a malformed body, a file, a charset other than UTF-8 or too many fields.
 */
export function decodeMultipart(bytes: Uint8Array, contentType: string): readonly FormField[] {
  const boundary = parameterOf(contentType, 'boundary');
  if (!boundary || !BOUNDARY.test(boundary)) throw new DecodeError('The Content-Type must have a boundary.');
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const first = delimiter.subarray(2);
  // Text before the first delimiter and after the last is allowed and means nothing, beside fields.
  let end = body.indexOf(first) === 0 ? first.length : endOf(body, delimiter, 0);
  const preamble = body.subarray(0, Math.max(0, end - delimiter.length));
  const fields: FormField[] = [];
  for (;;) {
    if (end < 0) throw new DecodeError('The multipart body is cut off: its closing boundary is missing.');
    if (body.toString('latin1', end, end + 2) === '--') {
      const epilogue = body.subarray(end + 2);
      if (epilogue.includes(delimiter)) throw new DecodeError('A part follows the closing boundary.');
      if (fields.length === 0 && !(isBlank(preamble) && isBlank(epilogue)))
        throw new DecodeError('The multipart body has text, but no field.');
      return fields;
    }
    const start = startOfPart(body, end);
    end = endOf(body, delimiter, start - 2);
    if (end < 0) continue;
    if (fields.length === MEMBER_LIMIT) throw new DecodeError(`There are more than ${MEMBER_LIMIT} fields.`);
    fields.push(readPart(body.subarray(start, end - delimiter.length)));
  }
}

function isBlank(part: Buffer): boolean {
  return part.toString('latin1').trim() === '';
}

/** The index after the next delimiter, or -1. */
function endOf(body: Buffer, delimiter: Buffer, from: number): number {
  const index = body.indexOf(delimiter, from);
  return index < 0 ? -1 : index + delimiter.length;
}

/** The line of a delimiter may be filled up with blanks. */
function startOfPart(body: Buffer, delimiterEnd: number): number {
  let index = delimiterEnd;
  while (body[index] === 0x20 || body[index] === 0x09) index++;
  if (body[index] !== 0x0d || body[index + 1] !== 0x0a) {
    throw new DecodeError('A line of the multipart body does not end after its boundary.');
  }
  return index + 2;
}

function readPart(part: Buffer): FormField {
  const blank = part.subarray(0, HEADERS_LIMIT).indexOf('\r\n\r\n');
  const headerEnd = part.indexOf('\r\n') === 0 ? 0 : blank;
  if (headerEnd < 0) throw new DecodeError('A part of the multipart body has no end of its headers.');
  const headers = headersOf(decodeText(part.subarray(0, headerEnd)));
  const disposition = headers.get('content-disposition') ?? '';
  const name = parameterOf(disposition, 'name');
  if (!/^form-data\s*;/i.test(disposition) || name === undefined) {
    throw new DecodeError('A part of the multipart body has no name.');
  }
  if (
    parameterOf(disposition, 'filename') !== undefined ||
    parameterOf(disposition, 'filename*') !== undefined
  ) {
    throw new DecodeError('Files are not accepted here. Send fields only.');
  }
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding !== undefined && !IDENTITIES.has(encoding)) {
    throw new DecodeError('A part of the multipart body has an encoding. Send it as it is.');
  }
  const content = part.subarray(headerEnd === 0 ? 2 : headerEnd + 4);
  const charset = parameterOf(headers.get('content-type') ?? '', 'charset');
  // A mark at the start of a value is part of it.
  const value = decodeText(content, charset, { keepMark: true });
  if (!isStorable(name) || !isStorable(value)) throw new DecodeError('The character U+0000 is not allowed.');
  return { name: browserUnescape(name), value };
}

/** Browsers write quotes and line ends in names percent-encoded, and nothing else. */
function browserUnescape(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
}

function headersOf(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text === '' ? [] : text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) throw new DecodeError('A part of the multipart body has a malformed header.');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}
