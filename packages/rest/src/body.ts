import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { ApiError, allMembers, type Operation, refuseUnknownMembers } from '@ai-sessions/contract';
import {
  type Codec,
  codecForMediaType,
  codecs,
  DecodeError,
  decodeText,
  type FormCodec,
  type FormField,
  forms,
} from '@ai-sessions/formats';
import { type Bound, bindPairs, typeOfField } from './binding.ts';
import type { RestRequest } from './message.ts';
import { mediaTypeOf } from './negotiation.ts';

/** Largest body, in bytes, before and after decompression. */
export const BODY_LIMIT = 1_048_576;

const decompressors = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/** What the body of a request holds. Forms win over the query, other bodies do not. */
export interface RequestBody {
  readonly values: Bound;
  readonly isForm: boolean;
  /** What a form holds, fields of the operation and others. */
  readonly fields: readonly FormField[];
}

const NOTHING: RequestBody = { values: {}, isForm: false, fields: [] };

/**
 * Reads the body of a request into the fields of an operation.
 *
 * @param fixed Codec to use whatever `Content-Type` says, as on predefined routes.
 * @param onUnknownField Told of every name that is no field and may be passed over.
 * @throws ApiError `RequestTooLarge`, `UnsupportedMediaType`, `SerializationException`, or `ValidationException` for
 * names that are no field where they may not be passed over.
 */
export async function readBody(
  request: RestRequest,
  operation: Operation,
  fixed: Codec | undefined,
  onUnknownField: (name: string) => void,
): Promise<RequestBody> {
  const bytes = await decompressed(await request.body(BODY_LIMIT), request.header('content-encoding'));
  if (bytes.length === 0) return NOTHING;
  const contentType = request.header('content-type');
  const mediaType = mediaTypeOf(contentType);
  const form = mediaType === undefined ? undefined : forms[mediaType];
  const unknown: string[] = [];
  const onUnknown = (name: string) => void unknown.push(name);
  let fields: readonly FormField[] = [];
  const values = reading(() => {
    if (form) {
      fields = formFields(form, bytes, contentType ?? '');
      return bindPairs(operation, fields, onUnknown);
    }
    const codec = fixed ?? codecForMediaType(mediaType) ?? codecOfPlainText(mediaType, bytes);
    if (!codec) throw unsupported();
    return decodeOne(codec, textOf(bytes, contentType, operation), operation, onUnknown);
  });
  refuseUnknownMembers(operation, { names: unknown, alone: Object.keys(values).length === 0 });
  for (const name of unknown) onUnknownField(name);
  return { values, isForm: form !== undefined, fields };
}

/** Reads, and reports what cannot be read as a failure of ours. */
function reading<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw unreadable(error);
  }
}

/** How bodies begin that are JSON or XML. As forms they would be read as the name of a field that nobody knows. */
const NO_FORM = /^(?:\ufeff|%EF%BB%BF)?(?:\s|\+|%(?:09|0A|0D|20))*(?:[{[]|%7B|%5B|(<|%3C))/i;

function formFields(form: FormCodec, bytes: Uint8Array, contentType: string): readonly FormField[] {
  if (form === forms['application/x-www-form-urlencoded']) {
    const start = NO_FORM.exec(Buffer.from(bytes.subarray(0, 1_000)).toString());
    if (start) throw noForm(start[1] === undefined ? 'application/json' : 'application/xml');
  }
  const pairs = form.decode(bytes, contentType);
  const isEmpty = pairs.length === 0 && form !== forms['multipart/form-data'];
  if (isEmpty) throw new DecodeError('The body is not empty, but has no field.');
  return pairs;
}

/** What `curl -d`, wget and others send is called a form unless they are told otherwise. */
function noForm(mediaType: string): ApiError {
  return new ApiError('UnsupportedMediaType', {
    message: `This body is no form. Send it with Content-Type: ${mediaType}.`,
  });
}

/**
 * The text of a body that is not empty. Blanks alone, or a mark of UTF-8, are refused: some formats would read them as
 * nothing, and whoever sent them meant to send something. Where there are no fields, CSV has nothing but line ends.
 */
function textOf(bytes: Uint8Array, contentType: string | undefined, { request }: Operation): string {
  const text = decodeText(bytes, charsetOf(contentType));
  if (text.trim() === '' && allMembers(request.type).length > 0)
    throw new DecodeError('The body is not empty, but holds blanks alone.');
  return text;
}

/** Text that is JSON is read as such: `fetch` and others call a body plain text unless they are told otherwise. */
function codecOfPlainText(mediaType: string | undefined, bytes: Uint8Array): Codec | undefined {
  if (mediaType !== 'text/plain') return undefined;
  return /^\ufeff?\s*(?:[{[]|null\s*$)/.test(Buffer.from(bytes.subarray(0, 1_000)).toString())
    ? codecs.json
    : undefined;
}

/** What can be read but does not fit is reported under its field. */
function unreadable(error: DecodeError): ApiError {
  const { message, path } = error;
  return new ApiError('SerializationException', {
    message,
    fields: path ? [{ errorCode: 'SerializationException', fieldName: path, message }] : [],
    cause: error,
  });
}

/**
 * Reads one request. The formats that are lists by nature would let the rows after the first fall under the table;
 * here they are refused.
 */
function decodeOne(
  codec: Codec,
  text: string,
  operation: Operation,
  onUnknown: (name: string) => void,
): Bound {
  const type = { kind: 'object', type: operation.request.type } as const;
  if (codec !== codecs.csv && codec !== codecs.jsonl)
    return (codec.decode(text, type, { onUnknown }) as Bound | null) ?? {};
  const rows = codec.decode(text, { kind: 'list', item: type }, { onUnknown }) as readonly (Bound | null)[];
  if (rows.length > 1) throw new DecodeError('There is more than one row. Send one, or send a batch.');
  if (rows.length === 0 && text.trim() !== '' && !isEmptyRow(text, operation))
    throw new DecodeError('There is a header, but no row under it.');
  return rows[0] ?? {};
}

/** Whether a CSV is one column and a blank line: its cell is empty. A switch without a value is none. */
function isEmptyRow(text: string, operation: Operation): boolean {
  const [, name] = /^\ufeff?([^,\r\n]*)(?:\r\n|\r(?!\n)|\n)[\r\n]/.exec(text) ?? [];
  const type = name === undefined ? undefined : typeOfField(operation, name);
  return type !== undefined && type.kind !== 'bool';
}

/** Most requests in one batch. */
const BATCH_LIMIT = 100;

/**
 * Reads the body of a batch: a list of requests.
 *
 * @throws ApiError `RequestTooLarge`, `ValidationException` or `SerializationException`.
 */
export async function readBatch(
  request: RestRequest,
  operation: Operation,
  codec: Codec,
): Promise<readonly Bound[]> {
  const bytes = await decompressed(await request.body(BODY_LIMIT), request.header('content-encoding'));
  const type = { kind: 'list', item: { kind: 'object', type: operation.request.type } } as const;
  const unknown: string[] = [];
  const read = reading(() => {
    const text = bytes.length === 0 ? '' : textOf(bytes, request.header('content-type'), operation);
    const items = codec.decode(text, type, { onUnknown: (name) => void unknown.push(name) });
    if (!Array.isArray(items)) throw new DecodeError('A batch must be a list.');
    if (items.length > BATCH_LIMIT) throw new DecodeError(`A batch has at most ${BATCH_LIMIT} requests.`);
    return items.map((item: Bound | null) => item ?? {});
  });
  refuseUnknownMembers(operation, {
    names: unknown,
    alone: read.every((item) => Object.keys(item).length === 0),
  });
  return read;
}

async function decompressed(bytes: Uint8Array, encoding: string | undefined): Promise<Uint8Array> {
  const name = encoding?.trim().toLowerCase();
  if (!name || name === 'identity' || bytes.length === 0) return bytes;
  if (!(name in decompressors)) {
    throw new ApiError('UnsupportedMediaType', {
      message: `Content-Encoding must be one of ${Object.keys(decompressors).join(', ')}.`,
    });
  }
  try {
    return await decompressors[name as keyof typeof decompressors](bytes, { maxOutputLength: BODY_LIMIT });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ApiError('RequestTooLarge');
    }
    throw new ApiError('SerializationException', {
      message: 'The body cannot be decompressed. Check its Content-Encoding.',
      cause: error,
    });
  }
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1];
}

function unsupported(): ApiError {
  const accepted = [
    ...Object.values(codecs).flatMap((codec) => codec.mediaTypes.request),
    ...Object.keys(forms),
  ].join(', ');
  return new ApiError('UnsupportedMediaType', { message: `Send the body as one of ${accepted}.` });
}
