import { DecodeError, misfit } from '../decode-error.ts';
import { decodeJsv } from '../jsv/decode.ts';
import { isScalar, parseScalar, wanted } from '../scalar.ts';
import type { WireType } from '../wire-type.ts';

/**
 * Reads a value of a query or a form, given once or several times. Texts are taken as they are and joined by
 * commas; lists are JSV with or without brackets, or repeated; objects and dictionaries are JSV in braces;
 * booleans given twice count the first time, and stand in any case, as names of enumerations do.
 *
 * @param values The values under one name; empty ones are as if absent.
 * @param path Name of the member, for the error.
 * @returns The value, or undefined when all values are empty.
 * @throws DecodeError when a value does not fit the type.
 */
export function bindText(values: readonly string[], type: WireType, path = ''): unknown {
  const given = values.filter((value) => value !== '');
  const [first] = given;
  if (first === undefined) return undefined;
  // A comma too many adds nothing to a list.
  if (type.kind === 'list')
    return given.flatMap((value) => readJsv(value, type, path)).filter((item) => item !== null);
  const text = type.kind === 'bool' ? first : given.join(',');
  if (!isScalar(type)) return readJsv(text, type, path);
  const value = parseScalar(text, type);
  if (value === undefined) throw misfitIn(path, type);
  return value;
}

function readJsv(text: string, type: WireType, path: string): unknown {
  const isBraced = type.kind === 'object' || type.kind === 'map';
  if (isBraced && !text.startsWith('{')) throw misfitIn(path, type);
  return decodeJsv(text, type, {}, path);
}

function misfitIn(path: string, type: WireType): DecodeError {
  return path ? misfit(path, wanted(type)) : new DecodeError(`The value must be ${wanted(type)}.`);
}
