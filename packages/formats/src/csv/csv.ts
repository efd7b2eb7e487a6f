import type { Codec } from '../codec.ts';
import { storableTextOf } from '../decode-text.ts';
import { decodeCsv } from './decode.ts';
import { encodeCsv, tableOf } from './encode.ts';

/**
 * CSV as ServiceStack has it. Written and read by own code: what is hard about it (columns by type, JSV in cells,
 * cells in brackets, data contracts) is not in any CSV library, and the little that is would cost a second pass.
 */
export const csv: Codec = {
  name: 'csv',
  mediaTypes: { answer: 'text/csv', request: ['text/csv'] },
  download: true,
  encode: (value, type, options = {}) => encodeCsv(value, type, options.safe === true),
  decode: (input, type, options = {}) => decodeCsv(storableTextOf(input, options.charset), type, options),
  rows(item, options = {}) {
    if (item.kind !== 'object') throw new TypeError('Only objects make a table row by row.');
    return { ...tableOf(item.type, options.safe === true), end: '' };
  },
};
