import type { Codec } from '../codec.ts';
import { textOf } from '../decode-text.ts';
import { decodeJson } from './decode.ts';
import { jsonWriter } from './encode.ts';

/** JSON: the platform's, with members in the order of the type, null members left out, and strict reading. */
export const json: Codec = {
  name: 'json',
  mediaTypes: { answer: 'application/json; charset=utf-8', request: ['application/json', 'text/json'] },
  download: false,
  encode: (value, type) => (value === undefined || value === null ? 'null' : jsonWriter(type)(value)),
  decode: (input, type, options = {}) => decodeJson(textOf(input, options.charset), type, options),
  rows(item) {
    const write = jsonWriter(item);
    let separator = '';
    return {
      header: '[',
      row(value) {
        const text = separator + (value === undefined || value === null ? 'null' : write(value));
        separator = ',';
        return text;
      },
      end: ']',
    };
  },
};
