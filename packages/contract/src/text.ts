import { z } from 'zod';

/** Longest purpose, in Unicode code points. */
export const PURPOSE_MAXIMUM = 2_000;
const NAME_MAXIMUM = 200;
const ID_MAXIMUM = 100;

/** Matches a control character other than newline and tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const FORBIDDEN_CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
/** Matches any control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const ANY_CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function atMost(maximum: number) {
  return (text: string) => text.length <= maximum || codePoints(text) <= maximum;
}

/** Text that Postgres can hold exactly: no lone surrogate, which UTF-8 cannot express. */
const wellFormed = z.string().refine((text) => text.isWellFormed(), {
  message: 'must be well-formed Unicode: it holds half of a surrogate pair.',
  params: { errorCode: 'InvalidCharacters' },
});

/** Several lines of text for people: trimmed, bounded, no control characters but newline and tab. */
export const multilineText = (maximum: number) =>
  wellFormed
    .trim()
    .refine((text) => !FORBIDDEN_CONTROL.test(text), {
      message: 'must not contain control characters other than newline and tab.',
      params: { errorCode: 'InvalidCharacters' },
    })
    .refine(atMost(maximum), {
      message: `must be ${maximum} characters or fewer.`,
      params: { errorCode: 'MaximumLength' },
    });

/** One line of text for people: trimmed, bounded, no control characters. */
export const singleLineText = (maximum = NAME_MAXIMUM) =>
  wellFormed
    .trim()
    .refine((text) => !ANY_CONTROL.test(text), {
      message: 'must not contain control characters or line breaks.',
      params: { errorCode: 'InvalidCharacters' },
    })
    .refine(atMost(maximum), {
      message: `must be ${maximum} characters or fewer.`,
      params: { errorCode: 'MaximumLength' },
    });

/** The id of a record, as given out by this service. */
export const id = singleLineText(ID_MAXIMUM).refine((text) => text !== '', {
  message: 'must not be empty.',
  params: { errorCode: 'NotEmpty' },
});

/** An id that may be left out; empty text counts as left out, because .NET clients send it for null. */
export const optionalId = singleLineText(ID_MAXIMUM)
  .transform((text) => text || undefined)
  .optional();

/**
 * An instant on the wire: ISO 8601 in UTC with milliseconds and `Z`. The documented API declares it as text, so
 * every format writes it as it is.
 */
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
