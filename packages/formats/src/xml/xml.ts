import type { Codec } from '../codec.ts';
import { storableTextOf } from '../decode-text.ts';
import { decodeXml } from './decode.ts';
import { encodeXml, xmlRows } from './encode.ts';

/** XML as the .NET data contract serializer writes it; members are read in any order. */
export const xml: Codec = {
  name: 'xml',
  mediaTypes: { answer: 'application/xml', request: ['application/xml', 'text/xml'] },
  download: false,
  encode: encodeXml,
  decode: (input, type, options = {}) => decodeXml(storableTextOf(input, options.charset), type, options),
  rows: xmlRows,
};
