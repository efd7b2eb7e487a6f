import { z } from 'zod';

const MAXIMUM = 65_536;

/** The object that a text of JSON holds; `undefined` when it holds something else. */
export function jsonObjectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON object as text, kept as it was sent. PostgreSQL can hold no half of a surrogate pair; JSON allows no raw NUL. */
export const jsonObjectText = z
  .string()
  .max(MAXIMUM, `must be ${MAXIMUM} characters or fewer.`)
  .refine((text) => text.isWellFormed() && jsonObjectOf(text) !== undefined, {
    message: 'must be a JSON object, as text: {"name":"value"}.',
    params: { errorCode: 'InvalidValue' },
  });
