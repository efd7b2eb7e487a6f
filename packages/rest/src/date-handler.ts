/** Ways to write an instant, beside its usual text in ISO 8601. */
export type DateHandler =
  | 'asText'
  | 'milliseconds'
  | 'iso'
  | 'day'
  | 'dayAndTime'
  | 'rfc1123'
  | 'unixSeconds'
  | 'unixMilliseconds';

/** The values of ServiceStack's `DateHandler`, long and short, in small letters. */
export const dateHandlers: Readonly<Record<string, DateHandler>> = {
  timestampoffset: 'milliseconds',
  to: 'milliseconds',
  dcjscompatible: 'milliseconds',
  dcjsc: 'milliseconds',
  iso8601: 'iso',
  iso8601dateonly: 'day',
  iso8601do: 'day',
  iso8601datetime: 'dayAndTime',
  iso8601dt: 'dayAndTime',
  rfc1123: 'rfc1123',
  unixtime: 'unixSeconds',
  ut: 'unixSeconds',
  unixtimems: 'unixMilliseconds',
  utm: 'unixMilliseconds',
};

/**
 * Writes an instant as .NET clients want it.
 *
 * @param text The instant in ISO 8601, UTC, with milliseconds.
 * @param utcOffset Whether milliseconds in `/Date(…)/` are followed by the offset of UTC.
 * @returns Text, or a number for Unix time.
 */
export function writeInstant(text: string, handler: DateHandler, utcOffset: boolean): string | number {
  const instant = new Date(text);
  switch (handler) {
    case 'asText':
      return text;
    case 'milliseconds':
      return `/Date(${instant.getTime()}${utcOffset ? '+0000' : ''})/`;
    case 'iso':
      // .NET counts in ten millionths of a second.
      return `${text.slice(0, -1)}0000Z`;
    case 'day':
      return text.slice(0, 10);
    case 'dayAndTime':
      return text.slice(0, 19).replace('T', ' ');
    case 'rfc1123':
      return instant.toUTCString();
    case 'unixSeconds':
      return Math.floor(instant.getTime() / 1_000);
    case 'unixMilliseconds':
      return instant.getTime();
    default:
      return handler satisfies never;
  }
}
