import { z } from 'zod';
import { jsonObjectOf } from './json-object.ts';

const MAXIMUM = 65_536;
/** Levels that objects and arrays may be nested, as in bodies. */
const MAXIMUM_DEPTH = 64;

/** Whether what is read from a text of JSON is what it says, and can be written again. */
export function isKeptJson(text: string): boolean {
  return lossOf(text) === undefined;
}

const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|-?\d[\d.eE+-]*|[{}[\]]/g;

/**
 * Why a text of JSON would not come out as it went in, or not safely, as the end of a sentence; `undefined` when it
 * does.
 */
export function lossOf(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(TOKEN)) {
    if (string !== undefined) {
      const value = String(JSON.parse(string));
      if (!value.isWellFormed()) return 'must not hold half of a surrogate pair.';
      if (value.includes('\0')) return 'must not hold the character U+0000.';
      if (colon === undefined) continue;
      if (open.at(-1)?.has(value)) return 'must not give a name twice in one object.';
      open.at(-1)?.add(value);
    } else if (token === '{' || token === '[') {
      if (open.push(new Set()) > MAXIMUM_DEPTH) return `must be nested ${MAXIMUM_DEPTH} levels or fewer.`;
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (!isKept(token)) {
      return `must not hold the number ${token.slice(0, 40)}, which would change: send it as text.`;
    }
  }
  return undefined;
}

/** Whether a number is the same after it was read as a double and written again. */
function isKept(number: string): boolean {
  const value = Number(number);
  return Number.isFinite(value) && decimal(number) === decimal(String(value));
}

/** A number as its digits and the place of the point, equal for equal numbers. */
function decimal(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/**
 * A JSON object as text, kept as it was sent. What is read from it has to be what it says: numbers that a double
 * cannot hold, names given twice, and characters that PostgreSQL cannot store are refused.
 */
export const jsonObjectText = z
  .string()
  .max(MAXIMUM, `must be ${MAXIMUM} characters or fewer.`)
  .refine((text) => text.isWellFormed() && jsonObjectOf(text) !== undefined, {
    message: 'must be a JSON object, as text: {"name":"value"}.',
    params: { errorCode: 'InvalidValue' },
    abort: true,
  })
  .superRefine((text, context) => {
    const message = text.length <= MAXIMUM ? lossOf(text) : undefined;
    if (message) context.addIssue({ code: 'custom', message, params: { errorCode: 'InvalidValue' } });
  });
