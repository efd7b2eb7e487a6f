import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { ApiError, type Operation } from '@ai-sessions/contract';
import { type Codec, codecForMediaType, codecs, DecodeError, decodeText, forms } from '@ai-sessions/formats';
import { type Bound, bindPairs } from './binding.ts';
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
}

const NOTHING: RequestBody = { values: {}, isForm: false };

/**
 * Reads the body of a request into the fields of an operation.
 *
 * @param fixed Codec to use whatever `Content-Type` says, as on ready-made routes.
 * @throws ApiError `RequestTooLarge`, `UnsupportedMediaType` or `SerializationException`.
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
  try {
    if (form) return { values: bindPairs(operation, form.decode(bytes, contentType ?? '')), isForm: true };
    const codec = fixed ?? codecForMediaType(mediaType);
    if (!codec) throw unsupported();
    const text = decodeText(bytes, charsetOf(contentType));
    return { values: decodeOne(codec, text, operation, onUnknownField), isForm: false };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw unreadable(error);
  }
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
  if (codec !== codecs.csv && codec !== codecs.jsonl) return codec.decode(text, type, { onUnknown }) as Bound;
  const [first = {}, second] = codec.decode(
    text,
    { kind: 'list', item: type },
    { onUnknown },
  ) as readonly Bound[];
  if (second) throw new DecodeError('There is more than one row. Send one, or send a batch.');
  return first;
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
  try {
    const text = decodeText(bytes, charsetOf(request.header('content-type')));
    const items = codec.decode(text, type);
    if (!Array.isArray(items)) throw new DecodeError('A batch must be a list.');
    if (items.length > BATCH_LIMIT) throw new DecodeError(`A batch has at most ${BATCH_LIMIT} requests.`);
    return items.map((item: Bound | null) => item ?? {});
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw unreadable(error);
  }
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
