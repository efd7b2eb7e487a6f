import { z } from 'zod';
import { withoutBlanks } from './blanks.ts';
import { PASSWORD_MINIMUM } from './text-limits.ts';

const NAME_MAXIMUM = 200;
const ID_MAXIMUM = 100;

/** Matches a control character other than newline and tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const FORBIDDEN_CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
/** Matches any control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const ANY_CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** Matches the midnight of a day. */
const MIDNIGHT = /^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$/;

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

/** Text of people: blanks around it are cut, everything in it is kept. */
const textOfPeople = wellFormed.overwrite(withoutBlanks);

/** Several lines of text for people: trimmed, bounded, no control characters but newline and tab. */
export const multilineText = (maximum: number) =>
  textOfPeople
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
  textOfPeople
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

/** A name that a record cannot be without: one line, not empty. */
export const requiredName = (maximum = NAME_MAXIMUM) =>
  singleLineText(maximum).refine((text) => text !== '', {
    message: 'must not be empty.',
    params: { errorCode: 'NotEmpty' },
  });

/** Most characters of a password. */
const PASSWORD_MAXIMUM = 1_000;

const password = (accepts: (text: string) => boolean) =>
  wellFormed
    // A letter with a mark counts as one, in whichever form a keyboard sends it: it is the same password.
    .refine((text) => accepts(text) || codePoints(text.normalize('NFC')) >= PASSWORD_MINIMUM, {
      message: `must be ${PASSWORD_MINIMUM} characters or more.`,
      params: { errorCode: 'MinimumLength' },
    })
    .refine(atMost(PASSWORD_MAXIMUM), {
      message: `must be ${PASSWORD_MAXIMUM} characters or fewer.`,
      params: { errorCode: 'MaximumLength' },
    });

/** A new password: every character counts, blanks too. */
export const newPassword = password(() => false);

/** A new password that may be left out; empty text counts as left out. */
export const optionalPassword = password((text) => text === '')
  .transform((text) => text || undefined)
  .optional();

/** An e-mail address, in lower case: signing in does not depend on case. */
export const emailAddress = singleLineText(320)
  .transform((text) => text.toLowerCase())
  .refine((text) => z.email().safeParse(text).success, {
    message: 'must be an e-mail address.',
    params: { errorCode: 'Email' },
  });

/** An instant as older .NET clients and ServiceStack's PHP client write it: milliseconds since 1970, in UTC. */
const DOTNET_INSTANT = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/**
 * An instant as people and programs write it, with its zone, or as `/Date(milliseconds)/`; normalised to UTC. Empty
 * text counts as left out.
 */
export const givenInstant = singleLineText(40)
  .transform((text) => {
    const milliseconds = DOTNET_INSTANT.exec(text)?.[1];
    return milliseconds === undefined ? text : new Date(Number(milliseconds)).toISOString();
  })
  .refine((text) => text === '' || z.iso.datetime({ offset: true }).safeParse(text).success, {
    message: 'must be an instant in ISO 8601 with its zone: 2026-03-02T09:14:05Z.',
    params: { errorCode: 'InvalidValue' },
    abort: true,
  })
  .refine((text) => text === '' || isStorable(new Date(text)), {
    message: 'must lie between the years 1900 and 9000.',
    params: { errorCode: 'OutOfRange' },
  })
  .transform((text) => (text ? new Date(text).toISOString() : undefined))
  .optional();

/** What is text on the wire, but is not kept as it was written. */
const NO_TEXT: ReadonlySet<z.core.$ZodType> = new Set([id, optionalId, givenInstant]);

/** Whether a field holds text of people, rather than an id or an instant. */
export function holdsText(schema: z.core.$ZodType): boolean {
  if (NO_TEXT.has(schema)) return false;
  if (schema instanceof z.ZodOptional) return holdsText(schema.unwrap());
  return schema instanceof z.ZodArray ? holdsText(schema.element) : true;
}

/**
 * A day: `2026-03-01`. Clients that have days as instants send its midnight, in UTC or without a zone; it is cut off.
 */
export const day = singleLineText(40)
  .transform((text) => text.replace(MIDNIGHT, '$1'))
  .refine((text) => text !== '', {
    message: 'must not be empty.',
    params: { errorCode: 'NotEmpty' },
    abort: true,
  })
  .refine((text) => z.iso.date().safeParse(text).success, {
    message: 'must be a day: 2026-03-01.',
    params: { errorCode: 'InvalidValue' },
  });

/** PostgreSQL knows no year 0, and ISO 8601 writes years after 9999 with a sign. */
function isStorable(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1900 && year < 9000;
}
