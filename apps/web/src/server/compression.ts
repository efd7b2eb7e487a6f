import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import Negotiator from 'negotiator';

/** Shorter answers fit into one packet: compressing them would only cost time. */
const WORTHWHILE_BYTES = 1_400;

/** Brotli's own default takes a hundred times as long for a tenth less. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const encodings = {
  br: {
    compress: (bytes: Buffer) => promisify(brotliCompress)(bytes, BROTLI),
    stream: (): Transform => createBrotliCompress(BROTLI),
  },
  gzip: { compress: (bytes: Buffer) => promisify(gzip)(bytes), stream: (): Transform => createGzip() },
} as const;

/** A way to compress an answer. */
export type Encoding = keyof typeof encodings;

/** How the client wants a long answer to be compressed, if at all. */
export function acceptedEncoding(request: IncomingMessage): Encoding | undefined {
  if (request.headers['accept-encoding'] === undefined) return undefined;
  const preferred = new Negotiator(request).encoding(['br', 'gzip', 'identity']);
  return preferred === 'br' || preferred === 'gzip' ? preferred : undefined;
}

/** Compresses a whole body; `undefined` when it is too short to be worth it. */
export async function compressed(body: string | Buffer, encoding: Encoding): Promise<Buffer | undefined> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return bytes.length < WORTHWHILE_BYTES ? undefined : encodings[encoding].compress(bytes);
}

/** Compresses what passes through. */
export function compressor(encoding: Encoding): Transform {
  return encodings[encoding].stream();
}
