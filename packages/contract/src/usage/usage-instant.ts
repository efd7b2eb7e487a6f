import { z } from 'zod';
import { singleLineText } from '../text.ts';

const NET_DATE = /^\/Date\((-?\d{1,14})(?:[+-]\d{4})?\)\/$/;
const MALFORMED = 'must be an instant in ISO 8601: 2026-03-02T08:15:00Z.';

/** Years that entries are kept for. */
export const FIRST_USAGE_YEAR = 2000;
export const LAST_USAGE_YEAR = 2099;

/**
 * An instant as the senders of usage write it, whose clients are older than this service: ISO 8601, in UTC where it
 * names no zone, or `/Date(milliseconds)/` of .NET. Normalised to UTC; empty text counts as left out.
 */
export const usageInstant = singleLineText(60)
  .transform((text, context): string | undefined => {
    if (text === '') return undefined;
    const instant = parsed(text);
    if (instant) return instant.toISOString();
    context.addIssue({ code: 'custom', message: MALFORMED, params: { errorCode: 'InvalidValue' } });
    return z.NEVER;
  })
  .refine((text) => text === undefined || isKept(text), {
    message: `must lie in the years ${FIRST_USAGE_YEAR} to ${LAST_USAGE_YEAR}.`,
    params: { errorCode: 'OutOfRange' },
  })
  .optional();

function parsed(text: string): Date | undefined {
  const net = NET_DATE.exec(text);
  if (net) return valid(new Date(Number(net[1])));
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return valid(new Date(text));
  if (z.iso.datetime({ local: true }).safeParse(text).success) return valid(new Date(`${text}Z`));
  return undefined;
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function isKept(instant: string): boolean {
  const year = new Date(instant).getUTCFullYear();
  return year >= FIRST_USAGE_YEAR && year <= LAST_USAGE_YEAR;
}
