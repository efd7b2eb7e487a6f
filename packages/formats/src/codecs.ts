import type { Codec } from './codec.ts';
import { csv } from './csv/csv.ts';
import { json } from './json/json.ts';
import { jsonl } from './json/jsonl.ts';
import { jsv } from './jsv/jsv.ts';
import { xml } from './xml/xml.ts';

/** The formats in which a DTO can travel, by the name that suffixes and `?format=` use. */
export const codecs = { json, xml, jsv, csv, jsonl } as const satisfies Record<string, Codec>;

/** Name of a format. */
export type FormatName = keyof typeof codecs;

/** The codec that reads bodies of a media type (in lower case, without parameters). */
export function codecForMediaType(mediaType: string | undefined): Codec | undefined {
  return Object.values<Codec>(codecs).find(({ mediaTypes }) => mediaTypes.request.includes(mediaType ?? ''));
}
