import type { IncomingHttpHeaders } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { type Body, readBody } from './answer.ts';

/** The text of an answer, or why there is none to be shown. */
export type Content =
  | { readonly text: string; readonly complete: boolean }
  /** A phrase that goes on from "its text". */
  | { readonly unreadable: string };

/**
 * What undoes a coding of RFC 9110 8.4.1. There is none for zstd: Node has it since 22.15 only, and libraries take as
 * much memory as a frame asks for.
 */
const DECODERS: ReadonlyMap<string, (bytes: Buffer) => Transform> = new Map([
  ['gzip', (_: Buffer): Transform => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', (bytes) => (hasZlibHead(bytes) ? createInflate() : createInflateRaw())],
  ['br', () => createBrotliDecompress()],
]);

/** How often a body is decoded. */
const MOST_CODINGS = 4;

/**
 * Reads the text of a body: undoes its codings, of what was decoded no more than `limit` bytes, and decodes its
 * characters. What says that it is compressed and is not is text all the same.
 */
export async function contentOf(body: Body, headers: IncomingHttpHeaders, limit: number): Promise<Content> {
  const codings = codingsOf(headers);
  const unread = {
    unreadable: `is compressed (${codings.slice(0, MOST_CODINGS).join(', ')}) and cannot be shown`,
  };
  if (codings.length > MOST_CODINGS) return unread;
  let decoded = body;
  for (const coding of codings) {
    const further = await undo(coding, decoded, limit);
    if (!further) return textOf(body, headers) ?? unread;
    decoded = further;
  }
  return textOf(decoded, headers) ?? { unreadable: 'is no text that could be shown' };
}

/** The codings of a body that have to be undone, the outermost first. */
function codingsOf(headers: IncomingHttpHeaders): readonly string[] {
  const listed = (value: string | undefined) =>
    (value ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && name !== 'identity' && name !== 'chunked');
  return [...listed(headers['content-encoding']), ...listed(headers['transfer-encoding'])].reverse();
}

async function undo(coding: string, { bytes, complete }: Body, limit: number): Promise<Body | undefined> {
  if (bytes.length === 0) return { bytes, complete };
  const decoder = DECODERS.get(coding)?.(bytes);
  if (!decoder) return undefined;
  const decoded = await readBody(Readable.from([bytes]).pipe(decoder), limit);
  if (decoded.bytes.length === 0 && !decoded.complete) return undefined;
  return { bytes: decoded.bytes, complete: complete && decoded.complete };
}

/** Servers send deflate with the head of zlib, as they should, and without. */
function hasZlibHead(bytes: Buffer): boolean {
  return bytes.length > 1 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

/** Of how many characters one may be none, before a body is no text. */
const BROKEN = 10;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const NO_CHARACTER = /[\ufffd\u0000-\u0008\u000e-\u001f]/g;

function textOf({ bytes, complete }: Body, headers: IncomingHttpHeaders): Content | undefined {
  const text = decoderOf(bytes, headers).decode(bytes, { stream: !complete });
  const broken = text.match(NO_CHARACTER)?.length ?? 0;
  return broken * BROKEN > text.length ? undefined : { text, complete };
}

function decoderOf(bytes: Buffer, headers: IncomingHttpHeaders): TextDecoder {
  const [, named] = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(headers['content-type'] ?? '') ?? [];
  const label =
    bytes[0] === 0xfe && bytes[1] === 0xff
      ? 'utf-16be'
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : named;
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
