import type { Codec } from '../codec.ts';
import { storableTextOf } from '../decode-text.ts';
import { isScalar, scalarText } from '../scalar.ts';
import { decodeJsv } from './decode.ts';
import { jsvWriter } from './encode.ts';

/** JSV: JSON with the quoting of CSV, as ServiceStack has it. */
export const jsv: Codec = {
  name: 'jsv',
  mediaTypes: { answer: 'application/jsv', request: ['application/jsv', 'text/jsv'] },
  download: false,
  encode(value, type) {
    if (value === undefined || value === null) return '';
    // A text that is the whole answer is sent without quotes.
    return isScalar(type) ? scalarText(value, type) : jsvWriter(type)(value);
  },
  decode: (input, type, options = {}) => decodeJsv(storableTextOf(input, options.charset), type, options),
  rows(item) {
    const list = jsvWriter({ kind: 'list', item });
    let separator = '';
    return {
      header: '[',
      row(value) {
        const text = separator + list([value]).slice(1, -1);
        separator = ',';
        return text;
      },
      end: ']',
    };
  },
};
